import { member, numberText, parseLosslessly } from "../../../shared/json.ts"
import { type Decimal, parseDecimal } from "../../../shared/money.ts"

/** A count as it was told; `missing`: it was not mentioned; `odd`: it was, as something that is no count. */
export type Figure = Decimal | "missing" | "odd"

/**
 * Tokens. `cached` and `cacheWrite` are parts of `prompt`, `reasoning` is a part of `completion`; `others` are parts, and
 * services beside the tokens, that are billed in ways we do not read.
 */
export type TokenUsage = {
  prompt: Figure
  cached: Figure
  cacheWrite: Figure
  completion: Figure
  reasoning: Figure
  others: readonly Figure[]
}

/** Image tokens: a part of the completion's, and those of images sent along, a part of the prompt's. */
export type ImageUsage = { tokens: Figure; inputTokens: Figure }

/** US dollars; null is unknown. `cost` is the plain usage.cost, `reported` all that the attempt cost as the provider tells it. */
export type ReadUsage = {
  tokens: TokenUsage
  images: ImageUsage
  cost: Decimal | null
  reported: Decimal | null
  /** What was odd or missing, one sentence each. */
  notes: readonly string[]
}

const OTHERS = [
  ["prompt_tokens_details", "audio_tokens"],
  ["prompt_tokens_details", "video_tokens"],
  ["completion_tokens_details", "audio_tokens"],
  ["server_tool_use", "web_search_requests"],
]

/** Reads OpenRouter's usage without losing a digit. Whatever it is sent, it answers: what cannot be read is unknown, never 0. */
export function readUsage(rawJson: string | null): ReadUsage {
  const notes: string[] = []
  const usage = parse(rawJson, notes)
  const figure = (...path: string[]) => readCount(path.reduce(member, usage), path.join("."), notes)
  /** Nobody misses it where it is not told. */
  const rare = (...path: string[]) => (path.reduce(member, usage) == null ? "missing" : figure(...path))
  const cost = readCost(member(usage, "cost"), "cost", notes)
  return {
    tokens: {
      prompt: figure("prompt_tokens"),
      cached: figure("prompt_tokens_details", "cached_tokens"),
      cacheWrite: figure("prompt_tokens_details", "cache_write_tokens"),
      completion: figure("completion_tokens"),
      reasoning: figure("completion_tokens_details", "reasoning_tokens"),
      others: OTHERS.map((path) => rare(...path)),
    },
    images: {
      tokens: figure("completion_tokens_details", "image_tokens"),
      inputTokens: rare("prompt_tokens_details", "image_tokens"),
    },
    cost,
    reported: withUpstream(usage, cost, notes),
    notes,
  }
}

/**
 * With a key of one's own at the upstream provider, `cost` is OpenRouter's fee alone. Only is_byok === true says so:
 * the documents contradict themselves on whether upstream_inference_cost is null otherwise.
 */
function withUpstream(usage: unknown, cost: Decimal | null, notes: string[]): Decimal | null {
  const isByok = member(usage, "is_byok")
  if (isByok != null && typeof isByok !== "boolean") notes.push("is_byok is neither true nor false.")
  if (isByok !== true) return cost
  const upstream = readCost(
    member(member(usage, "cost_details"), "upstream_inference_cost"),
    "cost_details.upstream_inference_cost",
    notes,
  )
  return cost === null || upstream === null ? null : cost.plus(upstream)
}

function parse(rawJson: string | null, notes: string[]): unknown {
  if (rawJson === null) {
    notes.push("There is no usage.")
    return undefined
  }
  try {
    const usage = parseLosslessly(rawJson)
    if (typeof usage === "object" && usage !== null && !Array.isArray(usage)) return usage
    notes.push("usage is no object.")
  } catch (error) {
    notes.push(`usage cannot be read as JSON (${error instanceof Error ? error.name : "error"}).`)
  }
  return undefined
}

function readCost(value: unknown, name: string, notes: string[]): Decimal | null {
  const amount = parseDecimal(numberText(value) ?? "")
  if (amount?.gte("0")) return amount
  notes.push(value == null ? `${name} is missing.` : `${name} is no amount from 0 up.`)
  return null
}

function readCount(value: unknown, name: string, notes: string[]): Figure {
  if (value == null) {
    notes.push(`${name} is missing.`)
    return "missing"
  }
  const count = parseDecimal(numberText(value) ?? "")
  if (count?.gte("0") && count.round(0).eq(count)) return count
  notes.push(`${name} is no whole number from 0 up.`)
  return "odd"
}
