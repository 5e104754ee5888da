import { z } from "@hono/zod-openapi"
import { decimal } from "../../../../shared/money.ts"
import { outsideId } from "../../../../shared/web/api.ts"
import type { Bound } from "../../domain/time/period.ts"
import { METERS } from "../../domain/usage-lines.ts"
import type { OwnPrice } from "../../infrastructure/prices/own-prices.ts"
import { costsQuery } from "../api/costs-schemas.ts"

const { from: bound } = costsQuery.shape
const DAY_MS = 86_400_000
const FIRST = Date.UTC(1970, 0)
const LAST = Date.UTC(10_000, 0)

const PRICE =
  'the price of one unit in US dollars, as text such as "0.00003": no sign, no exponent, at most 9 digits before the point and 18 after it'
export const AFTER_FROM = "a date or an instant after validFrom"

const time = (wholeDays: number) =>
  bound
    .unwrap()
    .transform((at: Bound) => new Date("day" in at ? Date.parse(at.day) + wholeDays * DAY_MS : Date.parse(at.instant)))
    .refine((at) => at.getTime() >= FIRST && at.getTime() < LAST, "a date or an instant of the years 1970 to 9999")

/** Any of them; it is stored as we call it, never as a model or provider that we would have to know. */
export const meter = z.enum(METERS, `one of ${METERS.join(", ")}`)

export const priceBody = z
  .strictObject(
    {
      model: outsideId.openapi({ description: "The model that serves, by OpenRouter's name." }),
      provider: outsideId.nullish().openapi({
        description: "Only where this provider serves it, as OpenRouter calls it. Without it, whoever does.",
      }),
      meter: meter.openapi({
        description: "What is counted: its price is for one token, image, megapixel or request.",
      }),
      variant: outsideId
        .nullish()
        .openapi({ description: "Only for this size tier, such as 2k. Without it, for every size." }),
      unitPrice: z
        .string(PRICE)
        .regex(/^\d{1,9}(\.\d{1,18})?$/, PRICE)
        .openapi({ description: "US dollars for one unit, every digit of them. 0 is free." }),
      validFrom: time(0).openapi({
        type: "string",
        description: "From when it holds, inclusive: an instant with its offset, or a UTC date.",
      }),
      validTo: time(1)
        .nullish()
        .openapi({
          type: ["string", "null"],
          description:
            "Until when: an instant, exclusive, or a UTC date, included whole. Without it, until a later price.",
        }),
    },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .refine(isInOrder, { path: ["validTo"], error: AFTER_FROM })
  .openapi("OwnPrice")

/** One sentence for one mistake: what is no time at all has its own already. */
function isInOrder({ validFrom, validTo }: { validFrom: unknown; validTo?: unknown }): boolean {
  return !(validFrom instanceof Date && validTo instanceof Date) || validTo > validFrom
}

export const toOwnPrice = (body: z.output<typeof priceBody>): OwnPrice => ({
  model: body.model,
  provider: body.provider ?? "",
  meter: body.meter,
  variant: (body.variant ?? "").toLowerCase(),
  unitPrice: decimal(body.unitPrice),
  validFrom: body.validFrom,
  validTo: body.validTo ?? null,
})

export const exampleOwnPrice = {
  model: "google/gemini-2.5-flash-image",
  meter: "output_image",
  unitPrice: "0.000027",
  validFrom: "2026-12-01T00:00:00Z",
} satisfies z.input<typeof priceBody>
