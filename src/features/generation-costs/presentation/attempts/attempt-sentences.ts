import { type Html, html } from "../../../../shared/web/html.ts"
import { grouped } from "../../../../shared/web/money.ts"
import { pagesInWords } from "../counting-sentences.ts"

/** What the page of one attempt says: `sentences.attempt`. */
export const attemptSentences = {
  title: (pages: readonly number[], ordinal: number | null) =>
    pages.length === 0 ? "Attempt" : `Attempt ${ordinal === null ? "" : `${ordinal} `}at ${pagesInWords(pages)}`,
  lost: "Sent, but the answer was lost: it may have been charged.",
  resolved: "Sent, but the answer was lost; what became of it was said by hand.",
  staysHeld: (amount: string) => `${amount} stays held.`,
  unpriced: "No cost was reported and no price covers it, so it is in no sum.",
  noImage: (outcome: string) => `${outcome}: no image came of it.`,
  wasted: (by: readonly Html[]) =>
    html`Succeeded, then replaced${by.map((link, i) => html`${i === 0 ? " by " : ", "}${link}`)}: counted as waste.`,
  anotherAt: (page: number) => `another attempt at ${pagesInWords([page])}`,
  kept: "Succeeded; its picture is kept.",
  noPage: "Succeeded; it drew no page.",
  notKept: "Succeeded; no page keeps its picture yet.",

  reported: "Reported by the provider",
  computed: "Computed from prices",
  variance: "Variance",
  byHand: "Said by hand",
  counts: (label: string) => `${label}, counts`,

  lines: "Usage lines",
  disjoint: "Disjoint parts; together they are the whole call",
  table: "Table of usage lines",
  heads: {
    meter: "Meter",
    quantity: "Quantity",
    unitPrice: "× unit price",
    amount: "= amount",
    priceVersion: "Price version",
  },
  meters: {
    input_text: "Prompt text",
    input_cached: "Prompt text, from the cache",
    input_cache_write: "Prompt text, put into the cache",
    input_image: "Images sent along",
    output_text: "Text beside the image",
    output_reasoning: "Reasoning",
    output_image: "Image",
    image: "Image, by the piece",
    megapixel: "Image, by the megapixel",
    request: "The request itself",
  },
  /** "81 tokens", "1 image"; the unit is the ledger's own word. */
  quantity: (quantity: string, unit: string) =>
    unit === ""
      ? grouped(quantity)
      : `${grouped(quantity)} ${quantity === "1" || unit.endsWith("s") ? unit : `${unit}s`}`,
  priceVersion: (id: number) => `no. ${id}`,
  noPriceVersion: "none",
  sum: "Computed",
  providerCounts: "The provider's figure counts; ours stands beside it.",

  sent: "What was sent",
  askedFor: "Asked for",
  servedBy: "Served by",
  at: (model: Html, provider: string) => html`${model} at ${provider}`,
  sentAt: "Sent",
  outcome: "Outcome",
  purpose: "Purpose",
  purposeAndRoute: (purpose: string, route: string) => `${purpose}, by the ${route} route`,
  pages: "Pages",
  noPages: "none",
  countedAs: "Counted as",
  stillHeld: "Still held",
  corrections: "Corrections",
  noCorrections: "none",
  generation: "Generation",
  attempt: "Attempt",
  noUsage: "The provider sent no usage.",
  rawUsage: "Raw usage, digit for digit as it came",
  picture: (page: number) => `The picture of this attempt, which ${pagesInWords([page])} keeps`,
}
