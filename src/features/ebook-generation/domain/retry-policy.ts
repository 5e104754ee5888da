import { sentences } from "../sentences/fact-sentences.ts"

const say = sentences.problems

/** A page gets so many attempts, unknown ones included, before it is given up. */
export const MAX_TRIES = 6

/** A provider's wish to wait is obeyed up to here; a longer or unreadable one is said on the page and treated as this. */
const LONGEST_WAIT_SECONDS = 30

export type Wait = { seconds: number; remark: string | null }

/** How long a page waits after `tries` attempts. `random` in [0, 1) spreads a crowd; `now` reads a Retry-After that is a date. */
export function waitBeforeRetry(tries: number, retryAfter: string | null, now: Date, random: number): Wait {
  if (retryAfter === null) {
    const ceiling = Math.min(LONGEST_WAIT_SECONDS, 2 ** (tries - 1))
    return { seconds: ceiling / 2 + (ceiling / 2) * random, remark: null }
  }
  const asked = readRetryAfter(retryAfter, now)
  if (asked !== null && asked <= LONGEST_WAIT_SECONDS) return { seconds: asked, remark: null }
  const remark =
    asked === null ? say.unreadableWait(LONGEST_WAIT_SECONDS) : say.longWait(Math.round(asked), LONGEST_WAIT_SECONDS)
  return { seconds: LONGEST_WAIT_SECONDS, remark }
}

/** RFC 9110: seconds or a date. Date.parse alone would take "-5" for a month. */
function readRetryAfter(text: string, now: Date): number | null {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text)
  const date = /^[A-Z][a-z]{2}, .+ GMT$/.test(text.trim()) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, (date - now.getTime()) / 1000)
}
