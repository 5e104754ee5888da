import { z } from "@hono/zod-openapi"
import { outsideId } from "../../../../shared/web/api.ts"
import type { RepricingScope } from "../../infrastructure/corrections/repriceable-charges.ts"
import { costsQuery } from "../api/costs-schemas.ts"

const { from, to } = costsQuery.shape
const NO_YEAR_BEFORE = Date.UTC(1970, 0)
const NO_INSTANT_AFTER = Date.UTC(10_000, 0) - 1
const DAY_MS = 86_400_000

export const NOT_BEFORE_FROM = "a date or an instant that is not before from"
const ID = "the id that applying a repricing answered"

export const repricingBody = z
  .strictObject(
    {
      from: from.unwrap().openapi({ description: "A UTC date or an instant with its offset, inclusive." }),
      to: to.unwrap().openapi({ description: "A UTC date, included whole, or an instant, exclusive." }),
      model: outsideId.nullish().openapi({ description: "Only charges of this model, the one that served." }),
      simulated: z
        .boolean("true or false")
        .default(false)
        .openapi({ description: "Play money of the sandbox, or real money. Never both." }),
    },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .transform(
    ({ model = null, simulated, ...period }): RepricingScope => ({
      from: clamped("day" in period.from ? Date.parse(period.from.day) : Date.parse(period.from.instant)),
      to: clamped("day" in period.to ? Date.parse(period.to.day) + DAY_MS : Date.parse(period.to.instant)),
      model,
      simulated,
    }),
  )
  .refine((scope) => scope.from < scope.to, { path: ["to"], error: NOT_BEFORE_FROM })

export const exampleScope = {
  from: "2026-11-01",
  to: "2026-11-30",
  model: "google/gemini-2.5-flash-image",
} satisfies z.input<typeof repricingBody>

export const undoBody = z
  .strictObject(
    { id: z.int(ID).min(1, ID).openapi({ description: "Which repricing." }) },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .openapi("RepricingUndo")

/** No charge is from before or after, and the database takes no other year. */
const clamped = (ms: number) => new Date(Math.min(Math.max(ms, NO_YEAR_BEFORE), NO_INSTANT_AFTER))
