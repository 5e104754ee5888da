import { createHash } from "node:crypto"
import { numberText, parseLosslessly } from "../../../shared/json.ts"
import { parseDecimal } from "../../../shared/money.ts"

export const OUTCOMES = [
  "succeeded",
  "no-usable-image",
  "refused",
  "failed-unbilled",
  "failed-billed",
  "cancelled",
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** An attempt, as far as it is known without its answer. `reportedAt` is when we were told, and no part of the content. */
export type AttemptReport = {
  attemptId: string
  generationId: string
  ebookId: string | null
  pages: readonly number[]
  purpose: string
  route: "images" | "chat"
  requestedModel: string
  occurredAt: Date
  simulated: boolean
  /** OpenRouter's usage as it came, JSON text; null where there was none. */
  usage: string | null
  reportedAt: Date
}

/** An attempt whose answer arrived. */
export type UsageReport = AttemptReport & {
  /** The model that served. */
  model: string
  provider: string | null
  outcome: Outcome
  imagesReturned: number | null
  /** The size tier asked for, the megapixels that came (exact decimal text), the answer's HTTP status; absent where not told. */
  variant?: string | undefined
  megapixels?: string | undefined
  httpStatus?: number | undefined
}

/** SHA-256 of a report's content: equal for equal content, whatever its spacing, its order of members or its way to write a number. */
export function fingerprint({ reportedAt: _, usage, ...told }: AttemptReport | UsageReport): string {
  const content = `${canonical(parseLosslessly(JSON.stringify(told)))}${usage === null ? "" : canonicalText(usage)}`
  return createHash("sha256").update(content).digest("hex")
}

/** Text that is no JSON, or too deep to be read, stands for itself. */
function canonicalText(json: string): string {
  try {
    return canonical(parseLosslessly(json))
  } catch {
    return json
  }
}

function canonical(value: unknown): string {
  const number = numberText(value)
  if (number !== null) return canonicalNumber(number)
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`
}

function canonicalNumber(text: string): string {
  const number = parseDecimal(text)
  return number === null ? text : number.toExponential()
}
