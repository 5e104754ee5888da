import { describe, expect, it } from "vitest"
import * as books from "../../../../src/features/ebook-generation/events.ts"
import { createTeller } from "../../../../src/features/event-history/teller.ts"
import * as costs from "../../../../src/features/generation-costs/events.ts"
import { eventTypesIn } from "../../../../src/shared/events/domain-event.ts"

const types = [...eventTypesIn(books), ...eventTypesIn(costs)]
const teller = createTeller(types)
const tell = (name: string, payload: object) => teller.headline({ name, payload })

const attempt = {
  ...{ attemptId: "a", generationId: "g", ebookId: "b", pages: [16], purpose: "page", route: "images" },
  ...{ requestedModel: "m", occurredAt: "2026-11-23T14:06:31.371Z", simulated: false, model: "m", provider: null },
  ...{ outcome: "succeeded", imagesReturned: 1 },
}
const usage = '{"prompt_tokens":88,"completion_tokens":1290,"completion_tokens_details":{"image_tokens":1290}}'
const request = {
  ...{ ebookId: "b", title: "Dino Days", author: null, themeId: "dinosaurs", audience: "6-8", pageCount: 24 },
  ...{ trim: "8.5x11", seed: 1, coverModel: "c", pageModel: "p", simulated: false },
}
const charge = {
  ...{ of: "attempt", attemptId: "a", ebookId: "b", pages: [16], outcome: "succeeded", amount: "0.0387264" },
  ...{ source: "provider", simulated: false },
}
const sum = {
  ...{
    of: "ebook",
    ebookId: "b",
    attempts: 27,
    amount: "1.0456",
    unpricedCount: 0,
    unresolvedCount: 0,
    simulated: true,
  },
}
const correction = {
  ...{ attemptId: "a", ebookId: "b", pages: [16], kind: "repricing", change: "-0.0003", amount: "0.0384" },
  ...{ reason: "r", author: "Mara Lind", occurredAt: "2026-11-23T14:06:31.371Z", simulated: false },
}

describe("an event tells in a headline what happened, with its numbers", () => {
  it.each([
    [
      "ebook-generation.ebook-requested",
      { ...request, themeName: "Dinosaurs" },
      "A book was asked for: 24 pages, Dinosaurs, 6 to 8",
    ],
    ["ebook-generation.ebook-requested", request, "A book was asked for: 24 pages, dinosaurs, 6 to 8"],
    ["ebook-generation.tokens-consumed", { ...attempt, usage }, "Tokens were consumed: 88 in, 1,290 image"],
    [
      "ebook-generation.tokens-consumed",
      { ...attempt, usage: '{"prompt_tokens":88,"completion_tokens":5}' },
      "Tokens were consumed: 88 in, 5 out",
    ],
    ["ebook-generation.tokens-consumed", { ...attempt, usage: "{" }, "Tokens were consumed"],
    ["ebook-generation.tokens-consumed", { ...attempt, outcome: "refused", usage: null }, "An attempt was refused"],
    [
      "ebook-generation.page-illustrated",
      { ebookId: "b", pageNumber: 16, kind: "content", attemptId: "a", imageKey: "k" },
      "Page 16 was drawn",
    ],
    [
      "ebook-generation.page-illustrated",
      { ebookId: "b", pageNumber: 25, kind: "back-cover", attemptId: null, imageKey: "k" },
      "The back cover was composed",
    ],
    [
      "ebook-generation.page-failed",
      { ebookId: "b", pageNumber: 0, kind: "cover", problem: "Flagged." },
      "The cover could not be drawn: “Flagged.”",
    ],
    [
      "ebook-generation.ebook-paused",
      { ebookId: "b", reasonCode: "no-credit", reasonMessage: "m" },
      "The book was paused: the account has no credit left",
    ],
    ["ebook-generation.ebook-paused", { ebookId: "b", reasonCode: "other", reasonMessage: "m" }, "The book was paused"],
    [
      "ebook-generation.ebook-generated",
      { ebookId: "b", attemptCount: 27, reportedTotal: "1.0456" },
      "The book was finished: 27 attempts, $1.0456 reported",
    ],
    [
      "ebook-generation.ebook-generation-failed",
      { ebookId: "b", attemptCount: 27, reportedTotal: null, failedPages: [9, 17] },
      "The book ended with 2 pages missing after 27 attempts",
    ],
    ["generation-costs.cost-calculated", charge, "Cost was calculated: $0.0387264"],
    ["generation-costs.cost-calculated", { ...charge, amount: null }, "Cost is unknown: the attempt has no price"],
    ["generation-costs.cost-calculated", sum, "The book’s cost was added up: $1.0456 for 27 attempts, simulated"],
    [
      "generation-costs.cost-calculated",
      { ...sum, unpricedCount: 2 },
      "The book’s cost was added up: $1.0456 + 2 unpriced for 27 attempts, simulated",
    ],
    ["generation-costs.cost-adjusted", correction, "Repriced: the attempt’s cost is now $0.0384 (\u2212$0.0003)"],
    [
      "generation-costs.cost-adjusted",
      { ...correction, kind: "repricing-undone", amount: null, change: "-0.0384" },
      "A repricing was undone: the attempt’s cost is now unknown (\u2212$0.0384)",
    ],
    [
      "generation-costs.cost-adjusted",
      { ...correction, kind: "resolution", amount: "0.04", change: "0.04", simulated: true },
      "A lost answer was resolved by hand: the attempt’s cost is now $0.04 (+$0.04), simulated",
    ],
    [
      "generation-costs.cost-adjusted",
      { ...correction, kind: "resolution", amount: "0", change: "0" },
      "A lost answer was resolved by hand: the attempt’s cost is now $0.00",
    ],
  ])("%s %#", (name, payload, headline) => expect(tell(name, payload)).toBe(headline))

  it("tells what kind of event it is where the payload no longer fits, and its name where nobody knows it", () => {
    for (const { name, says } of types) expect(tell(name, { title: 7 }), name).toBe(says)
    expect(tell("kdp-export.file-burnt", {})).toBe("File burnt")
  })
})
