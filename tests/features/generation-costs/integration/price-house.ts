import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { sql } from "drizzle-orm"
import { generationCosts } from "../../../../src/features/generation-costs/feature.ts"
import { openRouterPrices } from "../../../../src/features/generation-costs/infrastructure/prices/open-router-prices.ts"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { loadStaticFiles } from "../../../../src/shared/web/static-files.ts"
import { openLedger } from "../ledger.ts"

export const PRO = "google/gemini-3-pro-image"
export const FLASH = "google/gemini-2.5-flash-image"
export const REVIEWED = { prompt: "0.000002", completion: "0.000012", image_output: "0.00012" }

/** What the provider answers at a path: the text of a 200, or a status. Anything else is a 404. */
export type Answers = Record<string, string | number>
/** Sent by one of our own pages. */
const HERE = { origin: "http://localhost" }
const MODELS = "/models?output_modalities=image"

/** GET /models with one model at these prices. */
export const lists = (pricing: object, model = PRO): Answers => ({
  [MODELS]: JSON.stringify({ data: [{ id: model, pricing }] }),
})
export const answers = (models: string | number): Answers => ({ [MODELS]: models })

/** The feature behind its pages and its API, on a clock that stands until it is set, with a provider over HTTP. */
export async function openPriceHouse({ hasKey, at }: { hasKey: boolean; at: string }) {
  const ledger = await openLedger()
  const state = { answers: lists(REVIEWED), now: new Date(at) }
  const provider = createServer((request, response) => {
    const answer = state.answers[request.url ?? ""] ?? 404
    response.statusCode = typeof answer === "number" ? answer : 200
    response.end(String(answer))
  }).listen(0, "127.0.0.1")
  await once(provider, "listening")
  const { port } = provider.address() as AddressInfo
  const prices = hasKey ? openRouterPrices({ baseUrl: `http://127.0.0.1:${port}`, apiKey: "test" }) : null
  const { db, bus, log, models } = ledger
  const feature = generationCosts({ db, bus, log, models, prices, now: () => state.now, simulated: !hasKey })
  const shell = createShell({
    log,
    staticFiles: loadStaticFiles(),
    simulated: !hasKey,
    authenticate: async () => ({ name: "Mara Lind", via: "session" }),
    isReady: async () => true,
    metrics: async () => [],
    features: [feature],
  })
  return {
    ...ledger,
    feature,
    shell,
    state,
    /** A request to the API; a body that is text is sent as it is. */
    async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
      const text = typeof body === "string" ? body : JSON.stringify(body)
      const headers = { ...HERE, "content-type": "application/json" }
      const answer = await shell.request(`/api/v1${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: text }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    page: (path: string) => shell.request(path),
    press: (path: string, form: Record<string, string>) =>
      shell.request(path, { method: "POST", headers: HERE, body: new URLSearchParams(form) }),
    /** As it was opened: the reviewed prices, and an empty ledger. */
    async forget(): Promise<void> {
      Object.assign(state, { answers: lists(REVIEWED), now: new Date(at) })
      await ledger.emptyLedger()
      await db.execute(sql`
        set session_replication_role = replica;
        delete from generation_costs.price_versions where origin <> 'snapshot';
        set session_replication_role = origin`)
    },
    async close() {
      provider.close()
      await ledger.close()
    },
  }
}
export type PriceHouse = Awaited<ReturnType<typeof openPriceHouse>>
