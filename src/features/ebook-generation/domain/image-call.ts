import { isObject, member } from "../../../shared/json.ts"
import type { ListedModel } from "../../../shared/model-list.ts"
import type { Call } from "./ports.ts"

const ASPECT_RATIO = "3:4"
/**
 * Times the usual picture: leaves room for thinking and a sentence beside it. Without a limit OpenRouter's credit check
 * assumes all that the model could ever write, and refuses a low balance with 402 (facts/openrouter.md 1.2).
 */
const ROOM = 8

/** One picture to be drawn. */
export type Commission = { model: string; prompt: string; seed: number }

/** The request for one picture, by the way that its model is listed with; a model that is listed no more goes by /images. */
export function imageCall(commission: Commission, listed: readonly ListedModel[]): Omit<Call, "attemptId"> {
  const model = listed.find(({ id }) => id === commission.model)
  const body = model?.route === "chat" ? chatBody(commission, model) : imagesBody(commission, model?.size)
  return { route: model?.route ?? "images", body: JSON.stringify(body) }
}

const imagesBody = ({ model, prompt, seed }: Commission, size: ListedModel["size"]) => ({
  model,
  prompt,
  n: 1,
  aspect_ratio: ASPECT_RATIO,
  ...(size && { resolution: size }),
  output_format: "png",
  seed,
})

/** No `models`: a fallback list would let somebody else's model draw the page. */
const chatBody = ({ model, prompt, seed }: Commission, { size, usual }: ListedModel) => ({
  model,
  messages: [{ role: "user", content: prompt }],
  modalities: ["image", "text"],
  image_config: { aspect_ratio: ASPECT_RATIO, ...(size && { image_size: size }) },
  max_tokens: ROOM * usual.outputImageTokens,
  seed,
})

/** The size tier that a request asked for by name, in lower case as price lists write it ("2k"); null: none. */
export function variantAsked(body: string): string | null {
  const request: unknown = JSON.parse(body)
  const size = member(request, "resolution") ?? member(member(request, "image_config"), "image_size")
  return isObject(request) && typeof size === "string" ? size.toLowerCase() : null
}
