import { type Html, html } from "../../../../shared/web/html.ts"
import { grouped } from "../../../../shared/web/money.ts"
import { counted } from "../counting-sentences.ts"

/** What the corrections of an attempt, and the page of repricing, say. */
export const correctionSentences = {
  history: {
    title: "Corrections",
    note: "Appended, never overwritten: the charge itself stays as it was.",
    noteOfLost: "Appended, never overwritten: the last one counts.",
    table: "Table of corrections",
    heads: { what: "What", why: "Why", who: "Who and when, UTC", change: "Change", after: "Costs then" },
    kinds: { repricing: "Repriced", "repricing-undone": "Repricing undone", resolution: "Resolved by hand" },
    superseded: "Its answer came after all, and its charge counts.",
    changed: (corrections: number) => counted(corrections, "correction", "corrections"),
  },

  resolve: {
    title: "What became of it",
    again: "Say it again, otherwise",
    realLead: (model: Html, at: string) =>
      html`Look it up in <a href="https://openrouter.ai/activity">OpenRouter’s activity</a>: a call of ${model}, sent ${at}. If it is listed, it was charged what stands there; if it is not, it was not charged.`,
    simulatedLead: html`The sandbox writes down every charge in <code>sandbox/charges.jsonl</code> of the data folder: play money, but counted like the real one.`,
    late: "Should the answer come after all, it counts, and what you say here stays in the history.",
    became: "It was",
    choices: { free: "Not charged", amount: "Charged this amount", unknown: "Charged, amount not known" },
    amount: "Amount, US dollars",
    amountHint: "Only where it was charged, such as 0.0387.",
    reason: "How you know",
    reasonHint: "It is kept with your name, for whoever looks at this later.",
    press: "Keep this",
    problemsHead: (count: number) =>
      `${count === 1 ? "One thing" : `${count} things`} to put right. Nothing was changed.`,
    problems: {
      became: { link: "Choose what became of it", sentence: "Choose whether it was charged." },
      amount: {
        link: "Look at the amount",
        sentence: "Write the amount in US dollars, such as 0.0387, with at most 12 digits past the point.",
      },
      stray: {
        link: "Take the amount out, or choose it",
        sentence: "An amount belongs only to “Charged this amount”: choose that, or take it out.",
      },
      reason: { link: "Say how you know", sentence: "Say in 1 to 500 characters how you know." },
    },
  },

  repricing: {
    title: "Reprice",
    lead: "Charges whose cost nobody reported are computed from usage and prices. Where a price was wrong or came late, they are computed again: with the price of their own time, as the price book knows it now. What the provider reported is never touched.",
    prices: "Prices",
    whereThisIs: "Where this is",
    from: "From, UTC",
    to: "To, included",
    dayHint: "A day such as 2026-11-23.",
    model: "Model",
    everyModel: "Every model",
    press: "Show what would change",
    problemsHead: (count: number) =>
      `${count === 1 ? "One thing" : `${count} things`} to put right. Nothing was changed.`,
    badDay: (typed: string) =>
      typed === "" ? "Say a day, such as 2026-11-23." : `“${typed}” is no day. Write it like 2026-11-23.`,
    badOrder: "The last day is before the first.",
    lookAt: { from: "Look at the first day", to: "Look at the last day" },

    wouldChange: "What would change",
    nothing:
      "Nothing would change. With the prices known now, every charge of this time whose cost nobody reported comes to what it costs already.",
    otherwise: (count: number) => `${counted(count, "charge", "charges")} would cost something else`,
    before: "Before",
    after: "After",
    change: "Change",
    priced: (count: number) => `${counted(count, "unpriced charge gets", "unpriced charges get")} a price.`,
    unpriced: (count: number) => `${counted(count, "charge loses", "charges lose")} its price and would be unpriced.`,
    newest: (told: number, of: number) =>
      `The newest ${grouped(String(told))} of ${grouped(String(of))} are told here; the sums are of all.`,
    table: "Table of charges that would change",
    heads: { attempt: "Attempt", sent: "Sent, UTC", before: "Before", after: "After", change: "Change" },
    sum: "Sum of what is known",
    apply: (count: number) => `Reprice ${counted(count, "charge", "charges")}`,
    undoable: "Each change is appended with your name, and can be undone.",

    applied: (id: number, count: number, change: string) =>
      `Repricing ${id} is done: ${counted(count, "charge was", "charges were")} corrected, by ${change} in all.`,
    appliedNothing: "There was nothing left to change, and nothing was written.",
    undone: (id: number) => `Repricing ${id} is undone: its charges cost what they did before.`,

    listTitle: "Repricings so far",
    listNone: "Nothing was repriced yet.",
    listTable: "Table of repricings",
    listHeads: { what: "What", charges: "Charges", change: "Change", state: "State" },
    /** `to`: the first minute after it. */
    scope: (id: number, from: string, to: string, model: string | null) =>
      `No. ${id}: ${model ?? "every model"}, ${from} up to ${to}`,
    by: (author: string, at: string) => `${author}, ${at}`,
    undoneBy: (author: string, at: string) => `Undone by ${author}, ${at}`,
    undo: "Undo",
    undoLabel: (id: number) => `Undo repricing ${id}`,
  },
}
