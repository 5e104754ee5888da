import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadThemes } from "../../../../src/features/ebook-generation/infrastructure/theme-files.ts"
import type { PresentationDeps } from "../../../../src/features/ebook-generation/presentation/deps.ts"
import { ebookPages } from "../../../../src/features/ebook-generation/presentation/ebook-pages.ts"
import { createAssets } from "../../../../src/shared/files.ts"
import { loadModelList } from "../../../../src/shared/model-list.ts"
import { decimal, toText } from "../../../../src/shared/money.ts"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { openKernel } from "../../../support/database.ts"
import { givenBooks } from "./given-books.ts"

const COVER_PRICE = "0.13"
const PAGE_PRICE = "0.04"

/** The pages of the feature behind the shell, on a database of their own, with nobody drawing. */
export async function openHouse({ simulated, signedIn }: { simulated: boolean; signedIn: boolean }) {
  const kernel = await openKernel()
  const folder = mkdtempSync(join(tmpdir(), "colophon-pages-"))
  const deps: PresentationDeps = {
    ...kernel,
    simulated,
    assets: createAssets(join(folder, "assets")),
    now: () => new Date(),
    themes: loadThemes("config/themes"),
    models: loadModelList("config/models.yaml"),
    estimate: async ({ pageCount }) => {
      const amount = decimal(PAGE_PRICE).times(String(pageCount)).plus(decimal(COVER_PRICE))
      return { amount: toText(amount), low: toText(amount), high: toText(amount.times("1.5")) }
    },
  }
  const shell = createShell({
    log: kernel.log,
    staticFiles: { get: () => undefined, urlOf: (name) => `/static/${name}` },
    simulated,
    authenticate: async () => (signedIn ? { name: "Mara Lind", via: "session" } : null),
    isReady: async () => true,
    metrics: async () => [],
    features: [{ api: null, pages: ebookPages(deps) }],
  })
  const send = async (path: string, init: RequestInit) => {
    const response = await shell.request(path, init)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return {
    ...kernel,
    deps,
    folder,
    request: (path: string) => shell.request(path),
    get: (path: string) => send(path, {}),
    post: (path: string, fields: Record<string, string>) =>
      send(path, { method: "POST", body: new URLSearchParams(fields), headers: { "sec-fetch-site": "same-origin" } }),
    listen: async (path: string) => messagesOf(await shell.request(path)),
    ...givenBooks(deps),
    async close() {
      await kernel.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** Reads a stream of server-sent events, one message a call; null at its end. */
function messagesOf({ body }: Response) {
  if (!body) throw new Error("no stream")
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ""
  return {
    async next(): Promise<string | null> {
      while (!heard.includes("\n\n")) {
        const { done, value } = await reader.read()
        if (done) return null
        heard += value
      }
      const end = heard.indexOf("\n\n") + 2
      const message = heard.slice(0, end)
      heard = heard.slice(end)
      return message
    },
    leave: () => reader.cancel(),
  }
}

/** What a person reads: no tags, no blank runs, an amount in one piece. */
export const words = (markup: string): string =>
  markup
    .replaceAll(/<span class="(tail|fine)[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ([,.])/g, "$1")
    .trim()
