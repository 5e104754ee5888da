import { setTimeout as sleep } from "node:timers/promises"
import { streamSSE } from "hono/streaming"
import type { Hint } from "../events/hint.ts"
import type { Ctx } from "./context.ts"
import type { Html } from "./html.ts"

const POLL_MS = 1_000

/** A part of a page that redraws itself: `render` is asked at every hint and each second, and sent when it changed. */
export function live(c: Ctx, hint: Hint, render: () => Promise<{ part: Html; finished: boolean }>): Response {
  return streamSSE(c, async (stream) => {
    let last = ""
    while (!stream.aborted) {
      const nap = new AbortController()
      const forget = hint.onHint(() => nap.abort())
      try {
        const { part, finished } = await render()
        const markup = String(await part)
        if (markup !== last) await stream.writeSSE({ data: markup })
        last = markup
        if (finished) return void (await stream.writeSSE({ event: "finished", data: "" }))
        await sleep(POLL_MS, undefined, { signal: nap.signal }).catch(() => {})
        await sleep(100)
      } finally {
        forget()
      }
    }
  })
}
