import { z } from "@hono/zod-openapi"
import { outsideId, paging } from "../../../shared/web/api.ts"
import { OUTCOMES } from "../domain/usage-report.ts"
import { GROUPINGS } from "../infrastructure/cost-totals.ts"
import type { Bound, Period } from "../infrastructure/period.ts"

const oneOf = <T extends string>(values: readonly T[]) => z.enum(values, `one of ${values.join(", ")}`)

const BOUND = "a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z"
const isDay = (text: string) => z.iso.date().safeParse(text).success && !text.startsWith("0000")
/** PostgreSQL takes offsets up to 15:59. */
const isInstant = (text: string) =>
  z.iso.datetime({ offset: true }).safeParse(text).success && !/^0000|[+-](1[6-9]|2)\d*:\d\d$/.test(text)

const bound = z
  .string(BOUND)
  .refine((text) => isDay(text) || isInstant(text), BOUND)
  .transform((text): Bound => (isDay(text) ? { day: text } : { instant: text }))
  .optional()

const ZONE = "an IANA time zone such as Europe/Paris"
const timeZone = z.string(ZONE).refine(isTimeZone, ZONE).default("UTC")

/** Names only: an offset such as +05:30 means the opposite to PostgreSQL. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

const period = {
  from: bound.openapi({ type: "string", description: "Inclusive." }),
  to: bound.openapi({ type: "string", description: "A date is included whole in `tz`; an instant is exclusive." }),
  tz: timeZone.openapi({ description: "Where the days of `from`, `to` and `groupBy` begin and end." }),
}

const inOrder = ({ from, to }: { from?: Bound | undefined; to?: Bound | undefined }) => {
  if (from && to && "day" in from && "day" in to) return from.day <= to.day
  if (from && to && "instant" in from && "instant" in to) return Date.parse(from.instant) <= Date.parse(to.instant)
  return true
}
const IN_ORDER = { path: ["to"], error: "a date or an instant that is not before from" }

export const toPeriod = (query: { from?: Bound | undefined; to?: Bound | undefined; tz: string }): Period => ({
  from: query.from ?? null,
  to: query.to ?? null,
  timeZone: query.tz,
})

const yesOrNo = z.enum(["true", "false"], "true or false").transform((text) => text === "true")
const simulated = yesOrNo.openapi({ type: "string", enum: ["true", "false"] })

export const costsQuery = z
  .strictObject({ ...period, simulated: simulated.default(false), groupBy: oneOf(GROUPINGS).optional() })
  .refine(inOrder, IN_ORDER)

export const attemptsQuery = z
  .strictObject({
    ...period,
    ...paging,
    ebookId: outsideId.optional(),
    model: outsideId
      .optional()
      .openapi({ description: "The model that served; where that is unknown, the requested one." }),
    outcome: oneOf([...OUTCOMES, "unknown"]).optional(),
    simulated: simulated
      .optional()
      .openapi({ description: "Without it, both kinds, each attempt saying which it is." }),
  })
  .refine(inOrder, IN_ORDER)

export const ebookQuery = z.strictObject({
  simulated: simulated.optional().openapi({ description: "Without it, the money the book was asked for in." }),
})
