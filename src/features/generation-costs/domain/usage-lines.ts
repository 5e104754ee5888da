import { type Decimal, decimal, sum, ZERO } from "../../../shared/money.ts"
import type { Figure, ReadUsage } from "./token-usage.ts"

/** What one of a meter is called, and what its price is per. */
export const UNITS = {
  input_text: "token",
  input_cached: "token",
  input_cache_write: "token",
  input_image: "token",
  output_text: "token",
  output_reasoning: "token",
  output_image: "token",
  image: "image",
  megapixel: "megapixel",
  request: "request",
} as const

export type Meter = keyof typeof UNITS
export const METERS = Object.keys(UNITS) as Meter[]

export type UsageLine = { meter: Meter; quantity: Decimal }
export type UsageLines = { known: true; lines: readonly UsageLine[] } | { known: false; why: string }
export type Answer = { route: "images" | "chat"; imagesReturned: number | null }

/** Cuts a reading into disjoint parts, none of them empty, that add up to its prompt and completion tokens; or says why it cannot. */
export function usageLines({ tokens, images }: ReadUsage, answer: Answer): UsageLines {
  const inputs = [tokens.cached, tokens.cacheWrite, images.inputTokens].map(part)
  const [cached, cacheWrite, inputImage] = inputs
  const reasoning = part(tokens.reasoning)
  if (!isCount(tokens.prompt) || !isCount(tokens.completion)) return unknown("prompt or completion tokens are unknown")
  if (!cached || !cacheWrite || !inputImage || !reasoning) return unknown("a part is no number of tokens")
  if (tokens.others.some((figure) => !part(figure)?.eq("0")))
    return unknown("a part is billed in a way that no meter counts")
  const image = imageTokens(images.tokens, tokens.completion.minus(reasoning), answer)
  if (image === null) return unknown("how much of the completion is image is not told")

  const inputText = tokens.prompt.minus(sum([cached, cacheWrite, inputImage]))
  const outputText = tokens.completion.minus(reasoning).minus(image)
  if (inputText.lt("0") || outputText.lt("0")) return unknown("the parts exceed the whole")
  const lines: UsageLine[] = [
    { meter: "input_text", quantity: inputText },
    { meter: "input_cached", quantity: cached },
    { meter: "input_cache_write", quantity: cacheWrite },
    { meter: "input_image", quantity: inputImage },
    { meter: "output_text", quantity: outputText },
    { meter: "output_reasoning", quantity: reasoning },
    { meter: "output_image", quantity: image },
  ]
  return { known: true, lines: lines.filter(({ quantity }) => quantity.gt("0")) }
}

/** A line of its own for what is billed by the piece. */
export const piece = (meter: "image" | "request", count: number): UsageLine => ({
  meter,
  quantity: decimal(String(count)),
})

/**
 * The images route answers with pictures only, and its documented example has no details: there, all that is no
 * reasoning is image. A chat answer may hold text as well, so there the split is known only where there is no picture.
 */
function imageTokens(told: Figure, rest: Decimal, { route, imagesReturned }: Answer): Decimal | null {
  if (told !== "missing") return part(told)
  if (route === "images") return rest.lt("0") ? ZERO : rest
  return imagesReturned === 0 || rest.eq("0") ? ZERO : null
}

/** A detail that is not mentioned has no tokens: providers leave out what did not happen. */
const part = (figure: Figure): Decimal | null => (figure === "missing" ? ZERO : figure === "odd" ? null : figure)
const isCount = (figure: Figure): figure is Decimal => figure !== "missing" && figure !== "odd"
const unknown = (why: string): UsageLines => ({ known: false, why })
