import { isObject, member } from "../../../shared/json.ts"
import type { Route } from "../../../shared/model-list.ts"

/** What an answer says beside its usage. `pictures` are base64, not yet looked at; `returned` counts also those that cannot be used. */
export type AnswerParts = {
  pictures: readonly string[]
  returned: number
  error: Record<string, unknown> | null
  /** Why the model would not draw: its own words, or "" where it gives none; null: it did not refuse. */
  refusal: string | null
}

/** Takes any JSON value; what is not as documented is not there. */
export function partsOf(answer: unknown, route: Route): AnswerParts {
  const error = member(answer, "error")
  const parts = route === "chat" ? chatParts(answer) : imagesParts(answer)
  return isObject(error) ? { ...parts, error } : parts
}

function imagesParts(answer: unknown): AnswerParts {
  const pictures = itemsOf(member(answer, "data"))
    .map((item) => member(item, "b64_json"))
    .filter(isText)
  return { pictures, returned: pictures.length, error: null, refusal: null }
}

function chatParts(answer: unknown): AnswerParts {
  const [choice] = itemsOf(member(answer, "choices"))
  const message = member(choice, "message")
  const urls = itemsOf(member(message, "images"))
    .map((image) => member(member(image, "image_url"), "url"))
    .filter(isText)
  const finish = member(choice, "finish_reason")
  const error = member(choice, "error")
  return {
    pictures: urls.map(base64In).filter((text) => text !== null),
    returned: urls.length,
    error: isObject(error) ? error : finish === "error" ? {} : null,
    refusal: refusalIn(member(message, "refusal"), finish),
  }
}

function refusalIn(refusal: unknown, finish: unknown): string | null {
  if (isText(refusal)) return refusal
  return finish === "content_filter" ? "" : null
}

const DATA_URL = /^data:[^,]{0,200};base64,/i

/** The content of a data URL, whatever type it claims. An address elsewhere is no picture: it is never fetched. */
function base64In(url: string): string | null {
  const [head] = DATA_URL.exec(url) ?? []
  return head === undefined || head.length === url.length ? null : url.slice(head.length)
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isText = (value: unknown): value is string => typeof value === "string" && value !== ""

const REFUSALS: readonly unknown[] = ["content_policy_violation", "refusal"]

/** Whether an error means that this picture is not wanted. A bare 403 may also be a right or a budget that is missing. */
export function isRefusal(error: Record<string, unknown>): boolean {
  const metadata = member(error, "metadata")
  const isModeration = Array.isArray(member(metadata, "reasons")) || isText(member(metadata, "flagged_input"))
  return isModeration || REFUSALS.includes(member(metadata, "error_type"))
}
