import { setTimeout as sleep } from "node:timers/promises"
import { streamSSE } from "hono/streaming"
import type { Hint } from "../events/hint.ts"
import type { Ctx } from "./context.ts"
import type { Html } from "./html.ts"

/**
 * A hint waits `gatherMs` for more of them. What it tells of may be handled after it, so `render` is asked again
 * `soonMs` later, and then ever more seldom, up to every `restMs`.
 */
type Pace = { gatherMs: number; soonMs: number; restMs: number }
/** A page that tells seconds. */
const BRISK: Pace = { gatherMs: 100, soonMs: 1_000, restMs: 1_000 }
/** A page that stays open all day, in many windows at once. */
const EASY: Pace = { gatherMs: 1_000, soonMs: 1_000, restMs: 30_000 }

type Render = () => Promise<{ part: Html; finished: boolean }>

/** A part of a page that redraws itself: `render` is asked at every hint and each second, and sent when it changed. */
export const live = (c: Ctx, hint: Hint, render: Render): Response => redraw(c, hint, BRISK, render)

/** The same for a part that never finishes and is at most asked once a second, and twice a minute while nothing happens. */
export const liveAtEase = (c: Ctx, hint: Hint, render: () => Promise<Html>): Response =>
  redraw(c, hint, EASY, async () => ({ part: await render(), finished: false }))

function redraw(c: Ctx, hint: Hint, { gatherMs, soonMs, restMs }: Pace, render: Render): Response {
  return streamSSE(c, async (stream) => {
    let last = ""
    let pauseMs = soonMs
    let nap = new AbortController()
    const wake = () => nap.abort()
    const forget = hint.onHint(wake)
    stream.onAbort(wake)
    try {
      while (!stream.aborted) {
        nap = new AbortController()
        const { part, finished } = await render()
        const markup = String(await part)
        if (markup !== last) await stream.writeSSE({ data: markup })
        pauseMs = markup === last ? Math.min(2 * pauseMs, restMs) : soonMs
        last = markup
        if (finished) return void (await stream.writeSSE({ event: "finished", data: "" }))
        await sleep(pauseMs, undefined, { signal: nap.signal }).catch(() => {})
        if (nap.signal.aborted) pauseMs = soonMs
        await sleep(gatherMs)
      }
    } finally {
      forget()
    }
  })
}
