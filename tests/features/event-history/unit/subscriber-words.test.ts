import { describe, expect, it } from "vitest"
import { subscriberWords, typeWords } from "../../../../src/features/event-history/subscriber-words.ts"

describe("who hears an event is told from its stored name", () => {
  it.each([
    ["generation-costs.record-usage-when-tokens-consumed", "costs: record usage"],
    ["ebook-catalog.list-ebook-when-requested-or-renamed", "catalog: list ebook"],
    ["access.greet", "access: greet"],
    ["somebody", "somebody"],
    ["", ""],
  ])("%s is %s", (name, words) => expect(subscriberWords(name)).toBe(words))
})

describe("a kind of event is told from its stored name", () => {
  it.each([
    ["ebook-generation.tokens-consumed", "Tokens consumed"],
    ["odd", "Odd"],
    ["", ""],
  ])("%s is %s", (name, words) => expect(typeWords(name)).toBe(words))
})
