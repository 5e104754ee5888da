import { getCookie, setCookie } from "hono/cookie"
import type { Ctx } from "../../../../shared/web/context.ts"
import type { Bound, Period } from "../../domain/time/period.ts"
import { PRESETS, type Preset, presetPeriod, todayIn } from "../../domain/time/period-presets.ts"
import { microsOf } from "../../domain/time/reader-days.ts"
import { costsQuery } from "../api/costs-schemas.ts"
import { periodSentences as say } from "./period-sentences.ts"

const COOKIE = "colophon_zone"
const YEAR_SECONDS = 365 * 24 * 60 * 60
/** The choice of the list of zones that asks for a name. */
export const OTHER_ZONE = "other"
export const DAYS = "days"
export type Choice = Preset | typeof DAYS
const CHOICES: readonly Choice[] = [...PRESETS, DAYS]

/** A period as the reader asked for it. `from` and `to` are as typed; `problem` null: it is understood. */
export type PeriodAsked = {
  choice: Choice
  from: string
  to: string
  period: Period
  today: string
  problem: string | null
}

/** What cannot be understood is said, and this month shown instead. The zone is kept in a cookie for the next page. */
export function periodAsked(c: Ctx, now: Date): PeriodAsked {
  const { zone, problem } = zoneAsked(c)
  const today = todayIn(zone, now)
  const [from, to] = [c.req.query("from") ?? "", c.req.query("to") ?? ""]
  const named = c.req.query("period") ?? (from || to ? DAYS : "this-month")
  const choice = CHOICES.find((one) => one === named)
  const shown = { choice: choice ?? "this-month", from, to, today } as const
  const thisMonth = presetPeriod("this-month", today, zone)
  if (problem) return { ...shown, period: thisMonth, problem }
  if (choice === undefined) return { ...shown, period: thisMonth, problem: say.noPreset(named) }
  if (choice !== DAYS) return { ...shown, period: presetPeriod(choice, today, zone), problem: null }
  const days = boundsOf(from, to)
  if (typeof days === "string") return { ...shown, period: thisMonth, problem: days }
  return { ...shown, period: { ...days, timeZone: zone }, problem: null }
}

/** The zone in the address, else the one asked for last, else UTC. */
function zoneAsked(c: Ctx): { zone: string; problem: string | null } {
  const kept = costsQuery.shape.tz.safeParse(getCookie(c, COOKIE)).data ?? "UTC"
  const chosen = c.req.query("tz")
  const asked = chosen === OTHER_ZONE ? (c.req.query("zone") ?? "").trim() : chosen
  if (asked === undefined) return { zone: kept, problem: null }
  const zone = costsQuery.shape.tz.safeParse(asked).data
  if (zone === undefined) return { zone: kept, problem: say.noZone(asked.slice(0, 60)) }
  if (zone !== kept) setCookie(c, COOKIE, zone, { path: "/", httpOnly: true, sameSite: "Lax", maxAge: YEAR_SECONDS })
  return { zone, problem: null }
}

function boundsOf(from: string, to: string): { from: Bound | null; to: Bound | null } | string {
  const [first, last] = [boundOf(from), boundOf(to)]
  if (typeof first === "string") return first
  if (typeof last === "string") return last
  return first && last && startOf(last) < startOf(first) ? say.backwards : { from: first, to: last }
}

/** An empty field is an open end. */
function boundOf(typed: string): Bound | null | string {
  if (typed === "") return null
  return costsQuery.shape.from.safeParse(typed).data ?? say.noDay(typed.slice(0, 60))
}

const startOf = (bound: Bound) => microsOf("day" in bound ? `${bound.day}T00:00:00Z` : bound.instant)
