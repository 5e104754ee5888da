import { z } from "zod"
import type { ListedModel, ModelList } from "../shared/model-list.ts"

export const RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"] as const

/** OpenRouter's ImageGenerationRequest, as far as single-image Gemini models take it. */
const body = z.strictObject({
  model: z.string(),
  prompt: z.string().min(1).max(100_000),
  n: z.literal(1, "must be 1: this model makes one image per request").optional(),
  resolution: z.literal("1K", "must be 1K: the sandbox draws no other").optional(),
  size: z.literal("1K", "must be 1K: the sandbox draws no other").optional(),
  aspect_ratio: z.enum([...RATIOS, "auto"]).default("1:1"),
  quality: z.enum(["auto", "low", "medium", "high"]).optional(),
  output_format: z.enum(["png", "jpeg", "webp"]).default("png"),
  background: z.enum(["auto", "opaque"]).optional(),
  output_compression: z.int().min(0).max(100).optional(),
  seed: z.int().optional(),
  input_references: z
    .array(z.strictObject({ type: z.literal("image_url"), image_url: z.looseObject({ url: z.string().min(1) }) }))
    .max(16)
    .default([]),
  stream: z.literal(false, "is not offered by this model").optional(),
  provider: z.looseObject({}).optional(),
})

export type ImageRequest = z.infer<typeof body>
export type Understood = { request: ImageRequest; model: ListedModel }
/** Reads a body as a picture to draw, or says in one sentence what is wrong with it. */
export type ReadRequest = (text: string, models: ModelList) => Understood | string

export const readImageRequest: ReadRequest = (text, models) => {
  const found = body.safeParse(json(text))
  return found.success ? withModel(found.data, models) : sentenceOf(found.error)
}

export function withModel(request: ImageRequest, models: ModelList): Understood | string {
  const model = models.models.find(({ id }) => id === request.model)
  return model ? { request, model } : `${request.model} is not a valid model ID`
}

export function sentenceOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") || "The body"}: ${issue?.message ?? "is no image request"}`
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Pixels of the answer: the area of the portrait at another ratio, in steps of 32, which gives Gemini's own table. */
export function pixels({ aspect_ratio }: ImageRequest, { portrait }: ListedModel): { width: number; height: number } {
  if (aspect_ratio === "3:4") return portrait
  const [across = 1, down = 1] = aspect_ratio === "auto" ? [1, 1] : aspect_ratio.split(":").map(Number)
  const area = portrait.width * portrait.height
  const step = (length: number) => Math.round(length / 32) * 32
  return { width: step(Math.sqrt((area * across) / down)), height: step(Math.sqrt((area * down) / across)) }
}
