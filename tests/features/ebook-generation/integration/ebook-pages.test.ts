import { eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ebooks } from "../../../../src/features/ebook-generation/infrastructure/tables.ts"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: false, signedIn: true })
})
afterAll(() => house.close())

const read = async (path: string) => words((await house.get(path)).text)
const pageOf = (id: string) => `/dashboard/ebooks/${id}`

describe("a book's page", () => {
  it("tells the five states of its pages in words, in shapes and with what they cost", async () => {
    const id = await house.book({})
    await house.setPage(id, 0, { status: "drawn", imageKey: "ebooks/a.png" })
    await house.attempt(id, 0, { outcome: "no-usable-image", amount: "0.0387243" })
    await house.attempt(id, 0, { outcome: "succeeded", amount: "0.0387243" })
    await house.setPage(id, 1, { status: "drawing", drawingSince: new Date(Date.now() - 11_500) })
    await house.attempt(id, 1, { outcome: null })
    await house.setPage(id, 2, { status: "failed", problem: "Refused by the provider." })
    await house.attempt(id, 3, { outcome: "unknown" })
    const { text } = await house.get(pageOf(id))
    const said = words(text)
    expect(said).toContain(
      "1 of 26 drawn 1 drawn 1 drawing 22 waiting 1 failed 1 unknown Cost so far $0.0774486 + 1 unresolved + 1 held, $0.05",
    )
    expect(said).toContain("Page 3: sent, but the answer was lost.")
    expect(said).toContain("Cover $0.0774486 drawn at try 2")
    expect(said).toMatch(/Drawing 1[12] s 1 – \+ 1 held, \$0\.05/)
    expect(said).toContain("Not drawn 2 – Refused by the provider.")
    expect(said).toContain("Answer lost 3 unknown + 1 unresolved")
    for (const state of ["drawing", "waiting", "failed", "unknown"]) expect(text).toContain(`cell--${state}`)
  })

  it("says about how long it takes once three pages show the pace, and nothing while the newest try failed", async () => {
    const id = await house.book({})
    for (const page of [1, 2]) await house.attempt(id, page, { outcome: "succeeded", amount: "0.04" })
    expect(await read(pageOf(id))).not.toContain("left")
    await house.attempt(id, 3, { outcome: "succeeded", amount: "0.04" })
    expect(await read(pageOf(id))).toContain("drawn, less than a minute left")
    await house.attempt(id, 4, { outcome: "refused", amount: "0.04" })
    expect(await read(pageOf(id))).not.toContain("left")
  })

  it("says what going on will cost, cover and failed pages included", async () => {
    const id = await house.book({ status: "paused", reasonCode: "by-hand", reasonMessage: "Paused by hand." })
    expect(await read(pageOf(id))).toContain("Paused by hand. Resume, about $1.09 Cancel the book")
    await house.setPages(id, { status: "drawn", imageKey: "ebooks/a.png" })
    await house.setPage(id, 5, { status: "failed" })
    await house.db.update(ebooks).set({ status: "failed" }).where(eq(ebooks.id, id))
    expect(await read(pageOf(id))).toContain("Resume, about $0.04 Cancel the book")
  })

  it("is paused, resumed and cancelled by forms that lead back to it; what its state forbids is said with 409", async () => {
    const id = await house.book({})
    const press = (verb: string) => house.post(`${pageOf(id)}/${verb}`, {})
    for (const [verb, status] of [
      ["pause", "paused"],
      ["resume", "generating"],
      ["cancel", "cancelled"],
    ] as const) {
      const answer = await press(verb)
      expect([answer.status, answer.headers.get("location")]).toEqual([303, pageOf(id)])
      expect(await house.db.select({ status: ebooks.status }).from(ebooks).where(eq(ebooks.id, id))).toEqual([
        { status },
      ])
    }
    const refused = await press("resume")
    expect(refused.status).toBe(409)
    expect(words(refused.text)).toContain(
      "A book that is cancelled cannot be resumed; only one that is paused or failed.",
    )
  })

  it("takes another title and author, or says what is wrong and changes nothing", async () => {
    const id = await house.book({})
    const wrong = await house.post(`${pageOf(id)}/rename`, { title: "", author: "Jonas <Reuter>" })
    expect(wrong.status).toBe(400)
    expect(words(wrong.text)).toContain("One thing to put right. Nothing was changed. Give the book a title")
    expect(wrong.text).toContain('value="Jonas &lt;Reuter&gt;"')
    expect((await house.post(`${pageOf(id)}/rename`, { title: "Loud Circles", author: " " })).status).toBe(303)
    expect(await house.db.select().from(ebooks).where(eq(ebooks.id, id))).toMatchObject([
      { title: "Loud Circles", author: null },
    ])
  })

  it.each([
    ["requested", "0 of 26 drawn, waiting for its turn", ["Pause", "Cancel the book"]],
    ["generating", "0 of 26 drawn", ["Pause", "Cancel the book"]],
    ["paused", "0 of 26 drawn, paused", ["Resume", "Cancel the book"]],
    ["draft", "All 26 drawn", ["Look at it as a PDF"]],
    ["failed", "25 of 26 drawn, 1 could not be", ["Resume", "Cancel the book"]],
    ["cancelled", "0 of 26 drawn, cancelled", []],
  ] as const)("that is %s says so and offers what can be done", async (status, sentence, offered) => {
    const id = await house.book({ status, reasonCode: status, reasonMessage: `It is ${status}.` })
    if (status === "draft" || status === "failed") await house.drawAll(id)
    if (status === "failed") await house.setPage(id, 3, { status: "failed" })
    const { text } = await house.get(pageOf(id))
    expect(words(text)).toContain(sentence)
    for (const action of ["Pause", "Resume", "Cancel the book", "Look at it as a PDF"]) {
      const there = new RegExp(`class="btn[^>]*>${action}`).test(text)
      expect([action, there]).toEqual([action, offered.some((one) => one === action)])
    }
  })

  it("says after how many pages under way a pause comes", async () => {
    const id = await house.book({})
    const button = async () => /pause"><button[^>]*>([^<]*)/.exec((await house.get(pageOf(id))).text)?.[1]
    expect(await button()).toBe("Pause")
    for (const [number, words] of [
      [1, "Pause after this page"],
      [2, "Pause after these two"],
      [3, "Pause after these three"],
    ] as const) {
      await house.setPage(id, number, { status: "drawing", drawingSince: new Date() })
      expect(await button()).toBe(words)
    }
  })

  it("with a hundred pages shows every one of them, and its strip close together", async () => {
    const id = await house.book({ pageCount: 100 })
    await house.morePages(id, 100)
    const { text } = await house.get(pageOf(id))
    expect(words(text)).toContain("0 of 102 drawn")
    expect(text.match(/<li id="sheet-/g)).toHaveLength(102)
    expect(text).toContain("strip--long")
  })

  it("is gone when it is deleted; the books offer to bring it back, and it comes back cancelled", async () => {
    const id = await house.book({})
    expect((await house.post(`${pageOf(id)}/delete`, {})).headers.get("location")).toBe(`/?deleted=${id}`)
    expect((await house.get(pageOf(id))).status).toBe(404)
    expect((await house.get(`${pageOf(id)}/live`)).status).toBe(404)
    expect((await house.post(`${pageOf(id)}/restore`, {})).headers.get("location")).toBe(pageOf(id))
    expect(await read(pageOf(id))).toContain("0 of 26 drawn, cancelled")
  })

  it.each(["nobody", "%00", "a%0Ab", "x".repeat(201), "..%2F..%2Fetc"])(
    "that does not exist (%s) is not found",
    async (id) => {
      for (const path of ["", "/live", "/proof.pdf", "/pages/1", "/pages/1/thumb", "/pages/1/picture"])
        expect((await house.get(`${pageOf(id)}${path}`)).status).toBe(404)
    },
  )
})
