import { z } from "zod"
import { json, RATIOS, type ReadRequest, sentenceOf, withModel } from "./image-request.ts"

const image = z.strictObject({ type: z.literal("image_url"), image_url: z.looseObject({ url: z.string().min(1) }) })
const text = z.strictObject({ type: z.literal("text"), text: z.string().min(1) })
const message = z.strictObject({
  role: z.literal("user", "must be user: the sandbox holds no conversation"),
  content: z.union([z.string().min(1).max(100_000), z.array(z.union([text, image])).min(1)]),
})

/** OpenRouter's chat request, as far as it takes one picture to be drawn; `models`, a list of fallbacks, is not taken. */
const body = z.strictObject({
  model: z.string(),
  messages: z.tuple([message]),
  modalities: z.array(z.enum(["image", "text"])).refine((all) => all.includes("image"), "must ask for an image"),
  image_config: z
    .strictObject({
      aspect_ratio: z.enum([...RATIOS, "auto"]).default("1:1"),
      image_size: z.literal("1K", "must be 1K: the sandbox draws no other").optional(),
    })
    .prefault({}),
  max_tokens: z.int().positive().optional(),
  seed: z.int().optional(),
  stream: z.literal(false, "is not offered by the sandbox").optional(),
  user: z.string().optional(),
  session_id: z.string().max(256).optional(),
  provider: z.looseObject({}).optional(),
})

/** A conversation of one message as the picture that it asks for. */
export const readChatRequest: ReadRequest = (sent, models) => {
  const found = body.safeParse(json(sent))
  if (!found.success) return sentenceOf(found.error)
  const { model, messages, image_config, seed } = found.data
  const content = messages[0].content
  const parts = typeof content === "string" ? [{ type: "text" as const, text: content }] : content
  const prompt = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")
  const input_references = parts.filter((part) => part.type === "image_url")
  const { aspect_ratio } = image_config
  return withModel({ model, prompt, aspect_ratio, output_format: "png", seed, input_references }, models)
}
