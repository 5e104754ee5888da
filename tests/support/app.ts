import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { type App, createApp } from "../../src/app.ts"
import { openRouterImageProvider } from "../../src/features/ebook-generation/infrastructure/open-router-image-provider.ts"
import { createSpool } from "../../src/features/ebook-generation/infrastructure/spool.ts"
import { loadThemes } from "../../src/features/ebook-generation/infrastructure/theme-files.ts"
import { openRouterPrices } from "../../src/features/generation-costs/infrastructure/prices/open-router-prices.ts"
import { type Charge, readChargeLog } from "../../src/sandbox/charge-log.ts"
import { startSandbox } from "../../src/sandbox/sandbox.ts"
import { createAssets } from "../../src/shared/files.ts"
import { startJobs } from "../../src/shared/jobs.ts"
import { loadModelList, type ModelList } from "../../src/shared/model-list.ts"
import { ownVersion, readInstallation } from "../../src/shared/processes/read-installation.ts"
import { type Kernel, openKernel } from "./database.ts"

export const API_KEY = "a-key-for-the-tests-only"

export type TestApp = {
  kernel: Kernel
  app: App
  dataDir: string
  sandboxUrl: string
  /** A request with the API key; a body is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any; headers: Headers }>
  orderFaults(faults: readonly object[]): Promise<void>
  charges(): Promise<Charge[]>
  /** Opens the drawing room; the relay runs from the start. */
  draw(): void
  /** Every delivery that can be handled is. */
  untilHandled(): Promise<void>
  untilEbookIs(id: string, status: string): Promise<any>
  close(): Promise<void>
}

export type TestAppOptions = {
  /** A real book is drawn by the same sandbox, spoken to as if it were OpenRouter. */
  real: boolean
  leaseSeconds: number
}

/** The whole app as main starts it, on a database of its own, with the sandbox over HTTP and every event delivered twice. */
export const openTestApp = async (options: TestAppOptions): Promise<TestApp> =>
  openTestAppOn(await openKernel(), () => new Date(), options)

/** The same on a given database and clock; closing it closes the kernel. */
export async function openTestAppOn(
  kernel: Kernel,
  now: () => Date,
  { real, leaseSeconds }: TestAppOptions,
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-app-"))
  const models = withSmallPictures(loadModelList("config/models.yaml"))
  const chargeLogPath = join(dataDir, "charges.jsonl")
  const sandbox = await startSandbox({ models, chargeLogPath, port: 0, latencyMs: 0 })
  const provider = { baseUrl: sandbox.url, apiKey: "test" }
  const app = createApp({
    ...kernel,
    models,
    now,
    assets: createAssets(join(dataDir, "assets")),
    spool: createSpool(join(dataDir, "spool")),
    themes: loadThemes("config/themes"),
    providers: { real: real ? openRouterImageProvider(provider) : null, simulated: openRouterImageProvider(provider) },
    prices: openRouterPrices(provider),
    concurrency: 3,
    leaseSeconds,
    publicUrl: "http://127.0.0.1:3000",
    sessionSecret: "the-session-secret-of-the-tests-0123456789",
    apiKey: API_KEY,
    installation: () => readInstallation(kernel.db, { version: ownVersion(), kind: "embedded", folder: dataDir }),
  })
  await app.prepare()
  const working = [startJobs([app.relay], kernel.hint, kernel.log)]

  const call: TestApp["call"] = async (method, path, body) => {
    const headers = {
      authorization: `Bearer ${API_KEY}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    }
    const payload = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }
    const response = await app.web.request(path, { method, headers, ...payload })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json") === true
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  return {
    kernel,
    app,
    dataDir,
    sandboxUrl: sandbox.url,
    call,
    async orderFaults(faults) {
      const url = new URL("/sandbox/faults", sandbox.url)
      const response = await fetch(url, {
        method: "POST",
        body: JSON.stringify({ faults }),
        headers: { "content-type": "application/json" },
      })
      if (!response.ok) throw new Error(await response.text())
    },
    charges: () => readChargeLog(chargeLogPath),
    draw: () => {
      const opening = app.openDrawingRoom().then((jobs) => startJobs(jobs, kernel.hint, kernel.log))
      working.push({ stop: async () => (await opening).stop() })
    },
    async untilHandled() {
      const pending = sql`select 1 from events.deliveries where state = 'pending' limit 1`
      while ((await kernel.db.execute(pending)).rows.length > 0) await sleep(10)
    },
    async untilEbookIs(id, status) {
      for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
        const { body } = await call("GET", `/api/v1/ebooks/${id}`)
        if (body.status === status) return body
      }
      throw new Error(
        `book ${id} did not become ${status}: ${JSON.stringify((await call("GET", `/api/v1/ebooks/${id}`)).body)}`,
      )
    },
    async close() {
      await Promise.all(working.map((jobs) => jobs.stop()))
      await sandbox.close()
      await kernel.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Half the size each way: drawing them is most of what a test book costs. */
const withSmallPictures = (list: ModelList): ModelList => ({
  ...list,
  models: list.models.map((model) => ({ ...model, portrait: { width: 432, height: 592 } })),
})

/** Small and simple, so that a test has it in a few seconds. */
export const NEW_BOOK = {
  title: "Quiet Circles",
  author: "Mara Lind",
  themeId: "mandalas",
  audience: "3-5",
  trim: "5x8",
  pageCount: 24,
  seed: 7,
} as const
