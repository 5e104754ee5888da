import { z } from "@hono/zod-openapi"
import { toText } from "../../../../shared/money.ts"
import { dollars, instant, listOf } from "../../../../shared/web/api-answers.ts"
import { METERS, UNITS } from "../../domain/usage-lines.ts"
import type { ListedVersion } from "../../infrastructure/prices/price-list.ts"
import type { Refreshed } from "../../infrastructure/prices/price-sources.ts"
import type { PriceChange } from "../../infrastructure/prices/price-versions.ts"

const condition = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .nullable()
  .openapi({ description: "When it holds, in OpenRouter's own words; all of it must be so. null: always." })

const key = {
  model: z.string().openapi({ description: "By OpenRouter's name." }),
  provider: z.string().nullable().openapi({ description: "Who must serve it. null: whoever does." }),
  meter: z.enum(METERS).openapi({ description: "What is counted." }),
  variant: z.string().nullable().openapi({ description: "For which size tier, such as 2k. null: for every one." }),
  condition,
}

export const priceAnswer = z
  .object({
    id: z.int().openapi({ description: "The priceVersionId of the lines that were priced with it." }),
    ...key,
    unit: z.enum(["token", "image", "megapixel", "request"]).openapi({ description: "What the price is for one of." }),
    unitPrice: dollars("For one unit, every digit. null: from then on nobody knows.").nullable(),
    validFrom: instant("From when it holds, inclusive."),
    validTo: instant(
      "Until when, exclusive: as it was said, or when a later version ended it. null: no end is known.",
    ).nullable(),
    origin: z.enum(["snapshot", "provider", "operator"]).openapi({
      description:
        "snapshot: reviewed, in config/models.yaml. provider: fetched. operator: entered here, and stands before the others.",
    }),
    source: z.string().openapi({ description: "Where exactly it was read." }),
    author: z.string().nullable().openapi({ description: "Who entered it. null: it was fetched." }),
    fetchedAt: instant("When it was read or entered."),
    current: z.boolean().openapi({ description: "Whether a call made now may be priced with it." }),
  })
  .openapi("Price", { description: "A version of a price. It never changes; a later one takes its place." })

export const pricesAnswer = listOf(priceAnswer)

export const refreshedAnswer = z
  .object({
    changes: z
      .array(
        z.object({
          ...key,
          from: dollars("Before, for one unit. null: it was not known.").nullable(),
          to: dollars("From now on. null: it is not known any more.").nullable(),
          at: instant("From when the new one holds."),
        }),
      )
      .openapi({ description: "What is otherwise than before. Empty: every price is as it was." }),
    problems: z
      .array(z.string())
      .openapi({ description: "What could not be read, in a sentence each; its prices stay as they were." }),
    fetchedAt: instant("When the provider was asked."),
  })
  .openapi("RefreshedPrices")

export const toPrice = (version: ListedVersion): z.output<typeof priceAnswer> => ({
  ...{ id: version.id, ...keyTold(version), unit: UNITS[version.meter] },
  unitPrice: version.unitPrice && toText(version.unitPrice),
  validFrom: version.validFrom.toISOString(),
  validTo: version.until?.toISOString() ?? null,
  origin: version.origin,
  source: version.source,
  author: version.author,
  fetchedAt: version.fetchedAt.toISOString(),
  current: version.current,
})

export const toRefreshed = ({ changes, problems, fetchedAt }: Refreshed): z.output<typeof refreshedAnswer> => {
  const at = fetchedAt.toISOString()
  return {
    changes: changes.map((change) => ({ ...keyTold(change), from: change.from, to: change.to, at })),
    problems,
    fetchedAt: at,
  }
}

type Key = Pick<PriceChange, "model" | "provider" | "meter" | "variant" | "condition">

const keyTold = ({ model, provider, meter, variant, condition }: Key) => ({
  ...{ model, provider: provider || null, meter, variant: variant || null },
  condition: condition && { ...condition },
})

export const examplePrice: z.output<typeof priceAnswer> = {
  id: 14,
  model: "google/gemini-2.5-flash-image",
  provider: null,
  meter: "output_image",
  variant: null,
  condition: null,
  unit: "token",
  unitPrice: "0.000027",
  validFrom: "2026-12-01T00:00:00.000Z",
  validTo: null,
  origin: "operator",
  source: "entered by hand",
  author: "Mara Lind",
  fetchedAt: "2026-11-23T10:04:11.846Z",
  current: false,
}

export const exampleRefreshed: z.output<typeof refreshedAnswer> = {
  changes: [
    {
      ...{ model: "google/gemini-3-pro-image", provider: null, meter: "output_image", variant: null, condition: null },
      ...{ from: "0.00012", to: "0.0001", at: "2026-11-23T10:04:11.846Z" },
    },
  ],
  problems: [],
  fetchedAt: "2026-11-23T10:04:11.846Z",
}
