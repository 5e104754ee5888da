import type { ListedModel, ModelList } from "../shared/model-list.ts"

/** One HTTP answer, its body already JSON text. */
export type Answer = { status: number; body: string; headers: Record<string, string> }

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...headers },
})

export type Refusal = { code: number; type: string; message: string; metadata?: Record<string, unknown> }

/** OpenRouter's error shape, `error_type` being the field to switch on. */
export const errorBody = ({ code, type, message, metadata }: Refusal) => ({
  error: { code, message, metadata: { error_type: type, ...metadata } },
})

export const refuse = (refusal: Refusal, headers: Record<string, string> = {}): Answer =>
  answer(refusal.code, errorBody(refusal), headers)

export const badRequest = (message: string): Answer => refuse({ code: 400, type: "invalid_request", message })
export const notFound = (): Answer => refuse({ code: 404, type: "not_found", message: "Not Found" })
export const unauthorized = (): Answer =>
  refuse({ code: 401, type: "authentication", message: "No auth credentials found" })

/** OpenRouter lists text models unless image output is asked for; the sandbox has none of those. */
export const modelsAnswer = (list: ModelList, outputModalities: string | null): Answer =>
  answer(200, { data: /\b(image|all)\b/.test(outputModalities ?? "text") ? list.models.map(listing) : [] })

/** What a key may spend: here, anything. */
export const keyAnswer = (): Answer =>
  answer(200, { data: { label: "sandbox", usage: 0, limit: null, limit_remaining: null, is_free_tier: false } })

const listing = ({ id, name, pricing }: ListedModel) => ({
  id,
  canonical_slug: id,
  name,
  architecture: {
    modality: "text+image->text+image",
    input_modalities: ["text", "image"],
    output_modalities: ["image", "text"],
    tokenizer: "Gemini",
    instruct_type: null,
  },
  pricing,
  per_request_limits: null,
  supported_parameters: ["seed"],
  expiration_date: null,
})
