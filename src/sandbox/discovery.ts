import type { ListedModel, ModelList } from "../shared/model-list.ts"
import { RATIOS } from "./image-request.ts"
import { exactly } from "./usage.ts"
import { type Answer, answer, notFound } from "./wire.ts"

const PARAMETERS = {
  aspect_ratio: { type: "enum", values: [...RATIOS] },
  resolution: { type: "enum", values: ["1K"] },
  n: { type: "range", min: 1, max: 1 },
  seed: { type: "boolean" },
}
const FOLDER = "/api/v1/images/models"

/** `GET /images/models` and what lies below it, for anybody; null for any other path. */
export function discover(path: string, { models }: ModelList): Answer | null {
  if (path === FOLDER) return answer(200, { data: models.map(listing) })
  const id = new RegExp(`^${FOLDER}/([^/]+/[^/]+)/endpoints$`).exec(path)?.[1]
  if (id === undefined) return null
  const model = models.find((one) => one.id === decodeURIComponent(id))
  return model ? answer(200, { id: model.id, endpoints: [endpoint(model)] }) : notFound()
}

const listing = ({ id, name }: ListedModel) => ({
  id,
  name,
  description: "Drawn by the sandbox.",
  created: 0,
  architecture: { input_modalities: ["text", "image"], output_modalities: ["image", "text"] },
  supported_parameters: PARAMETERS,
  supports_streaming: false,
  endpoints: `${FOLDER}/${id}/endpoints`,
})

const endpoint = ({ pricing }: ListedModel) => ({
  provider_name: "Google",
  provider_slug: "google",
  provider_tag: "google",
  supported_parameters: PARAMETERS,
  allowed_passthrough_parameters: [],
  supports_streaming: false,
  pricing: [
    { billable: "input_text", unit: "token", cost_usd: exactly(pricing.prompt) },
    { billable: "output_image", unit: "token", cost_usd: exactly(pricing.image_output) },
  ],
})
