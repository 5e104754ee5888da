import { isObject, numberText, parseLosslessly } from "../../../shared/json.ts"
import { parseDecimal, toText } from "../../../shared/money.ts"
import type { Outcome } from "../events.ts"
import { sentences } from "../sentences/fact-sentences.ts"
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

export function readAnswer({ status, headers, body }: Answer): Reading {
  const parsed = parseObject(body)
  const error = isObject(parsed["error"]) ? parsed["error"] : null
  const usage = isObject(parsed["usage"]) ? JSON.stringify(parsed["usage"]) : null
  const reported = readCost(parsed["usage"])
  const said = typeof error?.["message"] === "string" ? error["message"].slice(0, 500) : null
  const served = { model: textOf(parsed["model"]), provider: textOf(parsed["provider"]) }
  const about = { image: null, imagesReturned: 0, usage, reported, ...served }

  if (status < 200 || status > 299) {
    const problem = said ?? say.status(status)
    return { ...about, outcome: "failed-unbilled", problem, next: nextAfterStatus(status, headers) }
  }
  if (error) {
    const billed = reported !== null && reported !== "0"
    const next: Next = { kind: "retry", retryAfter: null, wait: true }
    return {
      ...about,
      outcome: billed ? "failed-billed" : "failed-unbilled",
      problem: said ?? say.error,
      next,
    }
  }
  const items: unknown[] = Array.isArray(parsed["data"]) ? parsed["data"] : []
  const pictures = items
    .map((item) => (isObject(item) ? item["b64_json"] : null))
    .filter((text): text is string => typeof text === "string" && text.length > 0)
  const image = pictures[0] ?? null
  if (image === null) return { ...about, outcome: "no-usable-image", problem: say.noPicture, next: AT_ONCE }
  return { ...about, image, imagesReturned: pictures.length, outcome: "succeeded", problem: null, next: AT_ONCE }
}

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

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value.slice(0, 200) : null)
