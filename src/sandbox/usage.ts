import { decimal, toText } from "../shared/money.ts"
import type { Understood } from "./image-request.ts"

/** What a request costs: tokens, and exact USD as decimal text. */
export type Bill = { promptTokens: number; imageTokens: number; promptCost: string; imageCost: string; cost: string }

/** About four characters are a token; the same prompt always has the same number. */
const CHARACTERS_PER_TOKEN = 4

export function billFor({ request, model }: Understood): Bill {
  const words = Math.ceil(request.prompt.length / CHARACTERS_PER_TOKEN)
  const promptTokens = words + request.input_references.length * model.usual.inputImageTokens
  const imageTokens = model.usual.outputImageTokens
  const promptCost = decimal(model.pricing.prompt).times(String(promptTokens))
  const imageCost = decimal(model.pricing.image_output).times(String(imageTokens))
  return {
    promptTokens,
    imageTokens,
    promptCost: toText(promptCost),
    imageCost: toText(imageCost),
    cost: toText(promptCost.plus(imageCost)),
  }
}

/** OpenRouter's ImageGenerationUsage; money stands in the JSON as a number with exactly these digits. */
export function usageFor({ promptTokens, imageTokens, promptCost, imageCost, cost }: Bill): Record<string, unknown> {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: imageTokens,
    total_tokens: promptTokens + imageTokens,
    cost: exactly(cost),
    is_byok: false,
    prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0, audio_tokens: 0, video_tokens: 0 },
    cost_details: {
      upstream_inference_cost: null,
      upstream_inference_prompt_cost: exactly(promptCost),
      upstream_inference_completions_cost: exactly(imageCost),
    },
    completion_tokens_details: { reasoning_tokens: 0, image_tokens: imageTokens, audio_tokens: 0 },
  }
}

/** Numbers as text, or below zero: what a careless provider might send. The charge behind it is the true one. */
export function oddUsage(bill: Bill, odd: "strings" | "negative"): Record<string, unknown> {
  const usage = usageFor(bill)
  if (odd === "negative") return { ...usage, completion_tokens: -bill.imageTokens, cost: exactly(`-${bill.cost}`) }
  const asText = { prompt_tokens: String(bill.promptTokens), completion_tokens: String(bill.imageTokens) }
  return { ...usage, ...asText, total_tokens: String(bill.promptTokens + bill.imageTokens), cost: bill.cost }
}

/** JSON.rawJSON (V8 11.4) is not in TypeScript's library yet. */
const exactly = (text: string): unknown => (JSON as typeof JSON & { rawJSON(text: string): unknown }).rawJSON(text)
