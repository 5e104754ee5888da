import { isObject, numberText, parseLosslessly } from "../../../shared/json.ts"
import type { Route } from "../../../shared/model-list.ts"
import { parseDecimal, toText } from "../../../shared/money.ts"
import type { Outcome } from "../events.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import { isRefusal, partsOf } from "./answer-parts.ts"
import type { Answer } from "./ports.ts"

const say = sentences.problems

/** What an answer means for the attempt. Accounting and picture are read apart: an odd one never costs the other. */
export type Reading = {
  outcome: Exclude<Outcome, "unknown" | "cancelled">
  /** Base64 of the first picture, not yet looked at. */
  image: string | null
  imagesReturned: number
  /** Who served, where the answer says so. */
  model: string | null
  provider: string | null
  /** The provider's own id of what it made, from the body or the X-Generation-Id header. */
  providerGenerationId: string | null
  /** The provider's usage, verbatim JSON text. */
  usage: string | null
  /** usage.cost as plain decimal text where it can be read. */
  reported: string | null
  problem: string | null
  next: Next
}

/** What to do with the page when there is no picture. */
export type Next =
  | { kind: "retry"; retryAfter: string | null; wait: boolean }
  | { kind: "give-up" }
  | { kind: "pause"; code: "key-refused" | "no-credit" }

const AT_ONCE: Next = { kind: "retry", retryAfter: null, wait: false }
const AFTER_A_WAIT: Next = { kind: "retry", retryAfter: null, wait: true }

export function readAnswer({ status, headers, body }: Answer, route: Route): Reading {
  const parsed = parseObject(body)
  const { pictures, returned, error, refusal } = partsOf(parsed, route)
  const about = { image: null, imagesReturned: 0, ...accountOf(parsed, headers) }
  const isOk = status >= 200 && status <= 299

  if (error || !isOk) {
    const problem = textOf(error?.["message"], 500) ?? (isOk ? say.error : say.status(status))
    const billed = isOk && about.reported !== null && about.reported !== "0"
    const failed = billed ? "failed-billed" : "failed-unbilled"
    const next = isOk ? AFTER_A_WAIT : nextAfterStatus(status, headers)
    return { ...about, outcome: error && isRefusal(error) ? "refused" : failed, problem, next }
  }
  const [image = null] = pictures
  if (image !== null)
    return { ...about, image, imagesReturned: returned, outcome: "succeeded", problem: null, next: AT_ONCE }
  if (refusal !== null) {
    const problem = textOf(refusal, 500) ?? say.refused
    return { ...about, imagesReturned: returned, outcome: "refused", problem, next: AT_ONCE }
  }
  return { ...about, imagesReturned: returned, outcome: "no-usable-image", problem: say.noPicture, next: AT_ONCE }
}

/** Who served, and what it says to have cost. */
const accountOf = (parsed: Record<string, unknown>, headers: Answer["headers"]) => ({
  model: textOf(parsed["model"], 200),
  provider: textOf(parsed["provider"], 200),
  providerGenerationId: textOf(parsed["id"], 200) ?? textOf(headers["x-generation-id"], 200),
  usage: isObject(parsed["usage"]) ? JSON.stringify(parsed["usage"]) : null,
  reported: readCost(parsed["usage"]),
})

function nextAfterStatus(status: number, headers: Answer["headers"]): Next {
  if (status === 401) return { kind: "pause", code: "key-refused" }
  if (status === 402) return { kind: "pause", code: "no-credit" }
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: "retry", retryAfter: headers["retry-after"] ?? null, wait: true }
  }
  return { kind: "give-up" }
}

/** Only a plain, non-negative figure counts as a report; with a key of one's own the bill lies elsewhere. */
function readCost(usage: unknown): string | null {
  if (!isObject(usage) || usage["is_byok"] === true) return null
  const text = numberText(usage["cost"])
  const cost = text === null ? null : parseDecimal(text)
  return cost?.gte("0") ? toText(cost) : null
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const parsed = parseLosslessly(body)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

const textOf = (value: unknown, length: number) =>
  typeof value === "string" && value !== "" ? value.slice(0, length) : null
