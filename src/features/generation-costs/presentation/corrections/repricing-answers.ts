import { z } from "@hono/zod-openapi"
import { toText } from "../../../../shared/money.ts"
import { dollars, instant } from "../../../../shared/web/api-answers.ts"
import type { Tally } from "../../domain/repricing.ts"
import { changeOf } from "../../infrastructure/corrections/adjustments.ts"
import type { RepricingFound } from "../../infrastructure/corrections/repricing.ts"

const count = (description: string) => z.int().openapi({ description })
const text = (description: string) => z.string().openapi({ description })

const sums = {
  count: count("How many charges."),
  before: dollars("What was known of them before."),
  after: dollars("What is known of them after."),
  change: dollars("Signed: after minus before."),
  newlyPriced: count("Of them, charges that had no price and get one."),
  newlyUnpriced: count("Of them, charges that had a price and lose it."),
}

const changed = {
  ...sums,
  simulated: z.boolean().openapi({ description: "Whether this is play money of the sandbox." }),
  rows: z
    .array(
      z.object({
        attemptId: text("The attempt."),
        ebookId: text("Its book. null: none.").nullable(),
        model: text("The model that served."),
        occurredAt: instant("When it was sent."),
        before: dollars("What it cost. null: unknown.").nullable(),
        after: dollars("What it costs then. null: unknown.").nullable(),
        change: dollars("Signed: after minus before, an unknown taken as nothing."),
      }),
    )
    .openapi({ description: "The newest 100 of the charges that change." }),
}

const id = count("The repricing, by which it can be undone.")

export const previewAnswer = z.object(changed).openapi("RepricingPreview")
export const appliedAnswer = z
  .object({ id: id.nullable().openapi({ description: "The repricing. null: nothing changed." }), ...changed })
  .openapi("RepricingApplied")
export const undoneAnswer = z.object({ id, ...sums }).openapi("RepricingUndone")

export const toldSums = (tally: Tally): Omit<z.infer<typeof undoneAnswer>, "id"> => ({
  count: tally.count,
  before: toText(tally.before),
  after: toText(tally.after),
  change: toText(changeOf(tally)),
  newlyPriced: tally.newlyPriced,
  newlyUnpriced: tally.newlyUnpriced,
})

export const toldFound = (found: RepricingFound, simulated: boolean): z.infer<typeof previewAnswer> => ({
  ...toldSums(found),
  simulated,
  rows: found.newest.map((row) => ({
    attemptId: row.attemptId,
    ebookId: row.ebookId,
    model: row.model,
    occurredAt: row.occurredAt.toISOString(),
    before: row.before && toText(row.before),
    after: row.after && toText(row.after),
    change: toText(changeOf(row)),
  })),
})

export const examplePreview: z.infer<typeof previewAnswer> = {
  count: 2,
  before: "0.0387",
  after: "0.0774",
  change: "0.0387",
  newlyPriced: 1,
  newlyUnpriced: 0,
  simulated: false,
  rows: [
    {
      attemptId: "gen-1766-a1",
      ebookId: "order-1187",
      model: "google/gemini-2.5-flash-image",
      occurredAt: "2026-11-23T10:04:11.846Z",
      before: null,
      after: "0.0387243",
      change: "0.0387243",
    },
  ],
}

const { rows: _rows, simulated: _simulated, ...exampleSums } = examplePreview
export const exampleUndone: z.infer<typeof undoneAnswer> = {
  id: 1,
  ...exampleSums,
  before: "0.0774",
  after: "0.0387",
  change: "-0.0387",
  newlyPriced: 0,
  newlyUnpriced: 1,
}
