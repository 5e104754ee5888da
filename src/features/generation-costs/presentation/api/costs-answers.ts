import { z } from "@hono/zod-openapi"
import { dollars, instant, listOf, total } from "../../../../shared/web/api-answers.ts"

const text = (description: string) => z.string().openapi({ description })
const count = (description: string) => z.int().openapi({ description })
/** null is unknown, which is never 0. */
const unknownable = (description: string) => dollars(description).nullable()

const sums = {
  total,
  generations: count("Things that were asked for, such as the picture of a page."),
  keptPages: count("Pages whose picture is kept."),
  costPerKeptPage: unknownable("All charges over kept pages, so that waste is in it. null: no page is kept yet."),
  waste: dollars("Charges that gave no kept picture."),
}
const attempts = count("Requests that were sent for them.")

export const costsAnswer = z
  .object({
    ...sums,
    attempts,
    rows: z
      .array(
        z.object({
          key: text("The day, month, id or name of the group. null: not known, or of no book.").nullable(),
          ...sums,
          attempts,
        }),
      )
      .openapi({ description: "One for each group; empty without groupBy. They add up to the total." }),
  })
  .openapi("Costs")

const usageLine = z.object({
  meter: text("What was counted, such as input_text or output_image. Lines are disjoint."),
  quantity: text("How many, an exact decimal."),
  unit: text("What one of them is: token, image or request."),
  unitPrice: unknownable("The price of one. null: no price is known."),
  amount: unknownable("Quantity times price. null: no price is known."),
  priceVersionId: count("The price in the price book.").nullable(),
})

const adjustment = z.object({
  kind: z.enum(["repricing", "repricing-undone", "resolution"]).openapi({
    description: "Computed again with better prices, that taken back, or what a person said of a lost answer.",
  }),
  amount: dollars("Signed: what the known cost changed by."),
  amountAfter: unknownable("What the attempt cost from then on."),
  reason: text("Why."),
  author: text("Who."),
  recordedAt: instant("When."),
})

export const attemptAnswer = z
  .object({
    attemptId: text("The attempt's id: one request to a provider."),
    generationId: text("What was asked for; attempts at the same thing share it."),
    ebookId: text("The book it was for. null: none.").nullable(),
    pages: z.array(z.int()).openapi({ description: "The pages it was for: 0 is the cover." }),
    purpose: text("What it was for: cover, page, other, or a word of yours."),
    route: text("By which kind of request: images or chat."),
    model: text("The model that served. null: not known.").nullable(),
    requestedModel: text("The model that was asked."),
    provider: text("Who ran the model, as OpenRouter calls it. null: not known.").nullable(),
    outcome: text("How it ended: unknown where the answer is lost."),
    occurredAt: instant("When it was sent."),
    amount: unknownable("What counts, with its adjustments. null is unknown, never free."),
    currency: z.literal("USD").openapi({ description: "Of every amount." }),
    source: z.enum(["provider", "local"]).nullable().openapi({
      description: "Whose figure the amount is: the provider's, or computed from usage and prices. null: nobody's.",
    }),
    reported: unknownable("What the provider says it charged."),
    computed: unknownable("What usage and prices come to."),
    variance: unknownable("Reported minus computed."),
    simulated: z.boolean().openapi({ description: "Whether this is play money of the sandbox." }),
    lines: z.array(usageLine).openapi({ description: "How the computed figure comes about." }),
    adjustments: z
      .array(adjustment)
      .openapi({ description: "Corrections, oldest first. The charge itself never changes." }),
    usage: z.unknown().openapi({ description: "The provider's numbers exactly as they came, or null." }),
  })
  .openapi("AttemptCost")

export const attemptsAnswer = listOf(attemptAnswer)

export const ebookAnswer = z
  .object({
    ebookId: text("The book's id."),
    title: text("Its title. null: it was made elsewhere.").nullable(),
    estimate: z
      .object({ amount: dollars("About."), low: dollars("At least."), high: dollars("With redraws.") })
      .nullable()
      .openapi({ description: "What it was expected to cost when it was asked for. null: nobody said." }),
    ...sums,
    attemptCount: attempts,
    pages: z
      .array(
        z.object({
          page: count("0 is the cover. null: attempts that drew no page.").nullable(),
          amount: dollars("What is known."),
          unpricedCount: count("Charges whose amount is unknown."),
          unresolvedCount: count("Attempts whose answer is lost."),
          attemptCount: count("How many times it was tried."),
          waste: dollars("Charges that gave no kept picture."),
          keptAttemptId: text("The attempt whose picture is kept. null: none yet.").nullable(),
        }),
      )
      .openapi({ description: "Page by page. They add up to the total." }),
    attempts: z.array(attemptAnswer).openapi({ description: "The newest 1,000; GET /costs/attempts has the others." }),
  })
  .openapi("EbookCosts")
