import { eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ebooks } from "../../../../src/features/ebook-generation/infrastructure/tables.ts"
import { sentences } from "../../../../src/features/ebook-generation/sentences/fact-sentences.ts"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: false, signedIn: true })
})
afterAll(() => house.close())

const pageOf = (id: string) => `/dashboard/ebooks/${id}`
/** Each line of what needs a word, its action at its end. */
async function troublesOf(id: string): Promise<string[]> {
  const { text } = await house.get(pageOf(id))
  const list = /<ul class="why"[^>]*>([\s\S]*?)<\/ul>/.exec(text)?.[1] ?? ""
  return list.split("</li>").map(words).filter(Boolean)
}
const paused = (reasonCode: string, reasonMessage: string) =>
  house.book({ status: "paused", reasonCode, reasonMessage })

describe("what went wrong with a book, each with what to do about it", () => {
  it("is nothing while all goes well, or when all went well", async () => {
    const id = await house.book({})
    expect(await troublesOf(id)).toEqual([])
    await house.db.update(ebooks).set({ status: "draft" }).where(eq(ebooks.id, id))
    expect(await troublesOf(id)).toEqual([])
  })

  it("a pause by hand: the button that goes on says what it spends", async () => {
    const id = await paused("by-hand", sentences.reasons.paused)
    expect(await troublesOf(id)).toEqual(["Paused by hand. Resume to go on. Resume, about $1.09"])
  })

  it("a refused key: what was said, the button, and where keys are", async () => {
    const id = await paused("key-refused", sentences.reasons.keyRefused)
    await house.setPage(id, 2, { problem: "No auth credentials found." })
    expect(await troublesOf(id)).toEqual([
      `${sentences.reasons.keyRefused} OpenRouter said: “No auth credentials found.” Resume, about $1.09 Keys at OpenRouter`,
    ])
  })

  it("no credit: where to add some", async () => {
    const id = await paused("no-credit", sentences.reasons.noCredit)
    expect(await troublesOf(id)).toEqual([`${sentences.reasons.noCredit} Resume, about $1.09 Add credit at OpenRouter`])
    expect((await house.get(pageOf(id))).text).toContain('href="https://openrouter.ai/settings/credits"')
  })

  it("no key: it goes on by itself when there is one, so nothing can be pressed", async () => {
    const id = await paused("no-api-key", sentences.reasons.noKey)
    expect(await troublesOf(id)).toEqual([sentences.reasons.noKey])
    expect(sentences.reasons.noKey).toContain("the book goes on by itself")
  })

  it("a reason that is new here is said as it was stored", async () => {
    const id = await paused("some-day", "The moon is in the way.")
    expect(await troublesOf(id)).toEqual(["The moon is in the way. Resume, about $1.09"])
  })

  it("pages that were given up: those with the same last answer together, then the way out and its price", async () => {
    const id = await house.book({
      status: "failed",
      reasonCode: "pages-failed",
      reasonMessage: "3 pages could not be drawn.",
    })
    await house.setPages(id, { status: "drawn", imageKey: "ebooks/a.png" })
    for (const number of [0, 5, 9])
      await house.setPage(id, number, { status: "failed", problem: "Your input was <flagged>." })
    await house.setPage(id, 12, { status: "failed", problem: "The provider answered 502." })
    expect((await troublesOf(id)).map((line) => line.replaceAll(/&[lg]t;/g, "|"))).toEqual([
      "The cover and pages 5 and 9 could not be drawn. The last answer: “Your input was |flagged|.” Look at the cover",
      "Page 12 could not be drawn. The last answer: “The provider answered 502.” Look at page 12",
      "What was drawn is kept. Resuming gives these pages six new tries. Resume, about $0.25",
    ])
  })

  it("a page that was given up while others are drawn: when it can be tried again", async () => {
    const id = await house.book({})
    await house.setPage(id, 5, { status: "failed", problem: "Your input was flagged." })
    expect(await troublesOf(id)).toEqual([
      "Page 5 could not be drawn. The last answer: “Your input was flagged.” To be tried again when the other pages are done. Look at page 5",
    ])
  })

  it("a hundred pages with a hundred answers: the first few, and how many more", async () => {
    const id = await house.book({ status: "failed", reasonCode: "pages-failed", reasonMessage: "All." })
    for (let n = 1; n <= 24; n++) await house.setPage(id, n, { status: "failed", problem: `Reason ${n}.` })
    const lines = await troublesOf(id)
    expect(lines).toHaveLength(6)
    expect(lines[4]).toBe("20 more could not be drawn, for other reasons.")
  })

  it("many pages with one answer: the first six by their numbers", async () => {
    const id = await house.book({})
    for (let n = 1; n <= 24; n++) await house.setPage(id, n, { status: "failed", problem: "No." })
    expect((await troublesOf(id))[0]).toMatch(/^Pages 1, 2, 3, 4, 5, 6 and 18 more could not be drawn\./)
  })

  it("answers that are lost: what is not known, and where it is listed", async () => {
    const id = await house.book({})
    for (const number of [3, 4]) await house.attempt(id, number, { outcome: "unknown" })
    expect(await troublesOf(id)).toEqual([
      "Pages 3 and 4: sent, but the answer was lost. What it cost is unknown until it is resolved; it is in no sum. See what is unresolved",
    ])
  })

  it.each([
    ["a wait that is too long", sentences.problems.longWait(600, 30)],
    ["a wait that cannot be read", sentences.problems.unreadableWait(30)],
    ["a provider that cannot be reached", sentences.problems.unreachable("connect ECONNREFUSED 127.0.0.1:1")],
  ])("%s: what was said, and that nobody has to act while it is tried again", async (_, problem) => {
    const id = await house.book({})
    for (const number of [7, 8]) await house.setPage(id, number, { problem })
    expect(await troublesOf(id)).toEqual([
      `Pages 7 and 8: “${problem}” Nothing to do: tried again by itself, six times at most. Look at page 7`,
    ])
    await house.db.update(ebooks).set({ status: "cancelled" }).where(eq(ebooks.id, id))
    expect(await troublesOf(id)).toEqual([])
  })

  it("simulated money is called so on the button too, and an unknown price unknown", async () => {
    const id = await house.book({ status: "paused", reasonCode: "by-hand", reasonMessage: "Paused.", simulated: true })
    expect(await troublesOf(id)).toEqual(["Paused. Resume, about $1.09 simulated"])
    const estimate = house.deps.estimate
    house.deps.estimate = async () => null
    expect(await troublesOf(id)).toEqual(["Paused. Resume, cost unknown"])
    house.deps.estimate = estimate
  })
})
