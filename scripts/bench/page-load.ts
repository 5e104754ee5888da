import { setTimeout as sleep } from "node:timers/promises"
import type { BrowserContext } from "playwright-core"

export const KINDS = ["html", "css", "js", "fonts", "images", "other"] as const
type Kind = (typeof KINDS)[number]
/** What came over the wire until the page was at rest. */
export type Load = { requests: number; bytes: Record<Kind, number> }

/** As Chromium's debugger calls them. */
const KIND_OF: Readonly<Record<string, Kind>> = {
  Document: "html",
  Stylesheet: "css",
  Script: "js",
  Font: "fonts",
  Image: "images",
}
/** Nothing has been on its way for so long. */
const AT_REST_MS = 500
/** These stay open. */
const LIVE = /\/live(\?|$)/

/** Opens the address in a new page and weighs what that took; what the cache answered weighs nothing. */
export async function loadOf(context: BrowserContext, path: string): Promise<Load> {
  const page = await context.newPage()
  const debug = await context.newCDPSession(page)
  await debug.send("Network.enable")
  const load: Load = { requests: 0, bytes: { html: 0, css: 0, js: 0, fonts: 0, images: 0, other: 0 } }
  const underWay = new Map<string, Kind | null>()
  let lastMove = performance.now()
  const note = (id: string, kind: Kind | null) => {
    underWay.set(id, kind)
    lastMove = performance.now()
  }
  const end = (id: string) => {
    underWay.delete(id)
    lastMove = performance.now()
  }
  debug.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!LIVE.test(request.url)) note(requestId, null)
  })
  debug.on("Network.responseReceived", ({ requestId, type, response }) => {
    const cached = response.fromDiskCache || response.fromPrefetchCache
    if (underWay.has(requestId)) note(requestId, cached ? null : (KIND_OF[type] ?? "other"))
  })
  debug.on("Network.requestServedFromCache", ({ requestId }) => end(requestId))
  debug.on("Network.loadingFailed", ({ requestId }) => end(requestId))
  debug.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = underWay.get(requestId)
    end(requestId)
    if (!kind || encodedDataLength === 0) return
    load.requests++
    load.bytes[kind] += encodedDataLength
  })
  await page.goto(path)
  while (underWay.size > 0 || performance.now() - lastMove < AT_REST_MS) await sleep(20)
  await page.close()
  return load
}
