import { z } from "@hono/zod-openapi"
import { outsideId, paging } from "../../../../shared/web/api.ts"
import type { Bound, Period } from "../../domain/time/period.ts"
import { OUTCOMES } from "../../domain/usage-report.ts"
import { GROUPINGS } from "../../infrastructure/sums/cost-totals.ts"

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
  from: bound.openapi({
    type: "string",
    description: "A date or an instant with its offset, inclusive. Without it, from the beginning.",
    example: "2026-11-01",
  }),
  to: bound.openapi({
    type: "string",
    description: "A date, included whole in tz, or an instant, exclusive. Without it, until now.",
    example: "2099-12-31",
  }),
  tz: timeZone.openapi({
    type: "string",
    description: "The IANA time zone in which the days of from, to and groupBy begin and end.",
    default: "UTC",
    example: "Europe/Paris",
  }),
}

export const inOrder = ({ from, to }: { from?: Bound | undefined; to?: Bound | undefined }) => {
  if (from && to && "day" in from && "day" in to) return from.day <= to.day
  if (from && to && "instant" in from && "instant" in to) return Date.parse(from.instant) <= Date.parse(to.instant)
  return true
}
export const IN_ORDER = { path: ["to"], error: "a date or an instant that is not before from" }

export const toPeriod = (query: { from?: Bound | undefined; to?: Bound | undefined; tz: string }): Period => ({
  from: query.from ?? null,
  to: query.to ?? null,
  timeZone: query.tz,
})

const yesOrNo = z.enum(["true", "false"], "true or false").transform((text) => text === "true")
const simulated = yesOrNo.openapi({ type: "string", enum: ["true", "false"] })

export const costsQuery = z
  .strictObject({
    ...period,
    simulated: yesOrNo.default(false).openapi({
      type: "string",
      enum: ["true", "false"],
      description: "Play money of the sandbox, or real money. Never both.",
      default: "false",
    }),
    groupBy: oneOf(GROUPINGS)
      .optional()
      .openapi({ description: "By what the sums are broken down. Without it, no rows.", example: "day" }),
  })
  .refine(inOrder, IN_ORDER)

export const attemptsQuery = z
  .strictObject({
    ...period,
    ...paging,
    ebookId: outsideId.optional().openapi({ description: "Only attempts for this book." }),
    model: outsideId.optional().openapi({
      description: "Only this model: the one that served; where that is unknown, the requested one.",
    }),
    outcome: oneOf([...OUTCOMES, "unknown"])
      .optional()
      .openapi({ description: "Only attempts that ended so.", example: "succeeded" }),
    simulated: simulated.optional().openapi({
      description: "Only play money, or only real money. Without it, both kinds, each attempt saying which it is.",
    }),
  })
  .refine(inOrder, IN_ORDER)

export const ebookQuery = z.strictObject({
  simulated: simulated
    .optional()
    .openapi({ description: "Play money, or real money. Without it, the kind that the book was asked for in." }),
})

export const bookInLedger = outsideId.openapi({
  description: "The id of a book that was made here, or that POST /usage named.",
  example: "order-1187",
  "x-variable": "EBOOK_ID",
})

export const attemptInLedger = outsideId.openapi({
  description: "The attempt's id, as GET /costs/attempts lists it or POST /usage named it.",
  example: "gen-1766-a1",
  "x-variable": "ATTEMPT_ID",
})
