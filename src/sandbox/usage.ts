import type { ListedModel } from "../shared/model-list.ts"
import { decimal, sum, toText } from "../shared/money.ts"
import type { UsageShape } from "./faults.ts"
import type { Understood } from "./image-request.ts"

/** `cached` is a part of `prompt`; `text`, `reasoning` and `image` together are the completion. */
export type Tokens = { prompt: number; cached: number; text: number; reasoning: number; image: number }
/** What a request costs: tokens, and exact USD as decimal text. */
export type Bill = { tokens: Tokens; promptCost: string; completionCost: string; cost: string }

/** About four characters are a token; the same words always have the same number. */
const CHARACTERS_PER_TOKEN = 4
export const tokensIn = (words: string): number => Math.ceil(words.length / CHARACTERS_PER_TOKEN)

export const NO_TOKENS: Tokens = { prompt: 0, cached: 0, text: 0, reasoning: 0, image: 0 }

/** A picture with nothing beside it. */
export const usualTokens = ({ request, model }: Understood): Tokens => ({
  ...NO_TOKENS,
  prompt: tokensIn(request.prompt) + request.input_references.length * model.usual.inputImageTokens,
  image: model.usual.outputImageTokens,
})

/** By the prices of the model that served; what has no price of its own is billed as plain prompt or completion. */
export function billFor({ pricing }: ListedModel, tokens: Tokens): Bill {
  const cost = (count: number, price: string) => decimal(price).times(String(count))
  const promptCost = sum([
    cost(tokens.prompt - tokens.cached, pricing.prompt),
    cost(tokens.cached, pricing.input_cache_read ?? pricing.prompt),
  ])
  const completionCost = sum([
    cost(tokens.text, pricing.completion),
    cost(tokens.reasoning, pricing.internal_reasoning ?? pricing.completion),
    cost(tokens.image, pricing.image_output),
  ])
  return {
    tokens,
    promptCost: toText(promptCost),
    completionCost: toText(completionCost),
    cost: toText(promptCost.plus(completionCost)),
  }
}

/** OpenRouter's usage, of both routes alike; money stands in the JSON as a number with exactly these digits. */
export function usageFor({ tokens, promptCost, completionCost, cost }: Bill): Record<string, unknown> {
  const completion = tokens.text + tokens.reasoning + tokens.image
  return {
    prompt_tokens: tokens.prompt,
    completion_tokens: completion,
    total_tokens: tokens.prompt + completion,
    cost: exactly(cost),
    is_byok: false,
    prompt_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: 0, audio_tokens: 0, video_tokens: 0 },
    cost_details: {
      upstream_inference_cost: null,
      upstream_inference_prompt_cost: exactly(promptCost),
      upstream_inference_completions_cost: exactly(completionCost),
    },
    completion_tokens_details: { reasoning_tokens: tokens.reasoning, image_tokens: tokens.image, audio_tokens: 0 },
  }
}

/** The same bill, told in an unusual way. */
export function usageOf(bill: Bill, shape: UsageShape | null): Record<string, unknown> | null {
  const { cost, cost_details, ...tokens } = usageFor(bill)
  if (shape === "null") return null
  if (shape === "no-cost") return tokens
  if (shape !== "byok" && shape !== "byok-with-fee") return { ...tokens, cost, cost_details }
  const upstream = { ...Object(cost_details), upstream_inference_cost: exactly(bill.cost) }
  return { ...tokens, cost: exactly(feeOf(bill, shape)), is_byok: true, cost_details: upstream }
}

/** OpenRouter's own fee on what a key of one's own pays upstream: 5 % past a free allowance. */
export const feeOf = ({ cost }: Bill, shape: UsageShape | null): string =>
  shape === "byok-with-fee" ? toText(decimal(cost).times("0.05")) : "0"

/** Numbers as text, or below zero: what a careless provider might send. The charge behind it is the true one. */
export function oddUsage(bill: Bill, odd: "strings" | "negative"): Record<string, unknown> {
  const usage = usageFor(bill)
  if (odd === "negative") return { ...usage, completion_tokens: -bill.tokens.image, cost: exactly(`-${bill.cost}`) }
  const counts = ["prompt_tokens", "completion_tokens", "total_tokens"]
  return { ...usage, ...Object.fromEntries(counts.map((name) => [name, String(usage[name])])), cost: bill.cost }
}

/** JSON.rawJSON (V8 11.4) is not in TypeScript's library yet. */
export const exactly = (text: string): unknown =>
  (JSON as typeof JSON & { rawJSON(text: string): unknown }).rawJSON(text)
