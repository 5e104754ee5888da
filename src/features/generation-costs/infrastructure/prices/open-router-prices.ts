import type { PriceSource } from "./price-sources.ts"

const DEADLINE_MS = 10_000
const NOT_FOUND = 404

/** OpenRouter's lists of prices. */
export function openRouterPrices({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): PriceSource {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { authorization: `Bearer ${apiKey}` },
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    })
    if (!response.ok && response.status !== NOT_FOUND) throw new Error(`GET ${path} answered ${response.status}`)
    return response
  }
  return {
    async models() {
      const response = await get("/models?output_modalities=image")
      if (!response.ok) throw new Error(`the list of models answered ${response.status}`)
      return response.text()
    },
    async endpoints(model) {
      const response = await get(`/images/models/${model.split("/").map(encodeURIComponent).join("/")}/endpoints`)
      return response.ok ? response.text() : null
    },
  }
}
