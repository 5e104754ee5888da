import type { Asked } from "./asked.ts"
import type { Fault } from "./faults.ts"
import { UPSTREAM } from "./unbilled.ts"
import { errorBody } from "./wire.ts"

/** What is beside the picture on the chat route, and instead of it where the model declines. */
export const CAPTION = "Here is the picture."
export const REFUSAL = "I cannot draw this."

export type Made = { generationId: string; created: number; image: Buffer; usage: Record<string, unknown> }

/** OpenRouter's answer by route; an error inside HTTP 200 stands where that route has it. */
export function bodyFor(asked: Asked, made: Made): Record<string, unknown> {
  const { kind } = asked.fault ?? {}
  const isTopError = kind === "error-in-200" || (kind === "finish-error" && asked.route === "images")
  if (isTopError) return { ...errorBody(UPSTREAM), ...made.usage }
  return asked.route === "chat" ? chatBody(asked, made) : imagesBody(asked, made)
}

const imagesBody = ({ request, fault }: Asked, { created, image, usage }: Made) => ({
  created,
  data: fault?.kind === "no-image" ? [] : [{ b64_json: base64Of(image, fault), media_type: typeOf(request) }],
  ...usage,
})

const chatBody = (asked: Asked, { generationId, created, image, usage }: Made) => ({
  id: generationId,
  object: "chat.completion",
  created,
  model: asked.served.id,
  provider: (asked.fault?.kind === "served-by" && asked.fault.provider) || "Google",
  system_fingerprint: null,
  choices: [choiceOf(asked, image)],
  ...usage,
})

function choiceOf({ request, fault }: Asked, image: Buffer): Record<string, unknown> {
  const said = { role: "assistant", content: CAPTION, refusal: null }
  const choice = { index: 0, logprobs: null, finish_reason: "stop", native_finish_reason: "STOP", message: said }
  if (fault?.kind === "refused") {
    const message = { ...said, content: "", refusal: REFUSAL }
    return { ...choice, finish_reason: "content_filter", native_finish_reason: "IMAGE_SAFETY", message }
  }
  if (fault?.kind === "finish-error")
    return { ...choice, finish_reason: "error", native_finish_reason: null, ...errorBody(UPSTREAM) }
  if (fault?.kind === "no-image") return choice
  const url = `data:${typeOf(request)};base64,${base64Of(image, fault)}`
  return { ...choice, message: { ...said, images: [{ type: "image_url", index: 0, image_url: { url } }] } }
}

const typeOf = ({ output_format }: Asked["request"]): string => `image/${output_format}`

function base64Of(image: Buffer, fault: Fault | null): string {
  const text = image.toString("base64")
  return fault?.kind === "bad-base64" ? `%%%${text.slice(0, 1001)}` : text
}
