import { randomUUID } from "node:crypto"
import { count, eq } from "drizzle-orm"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ebooks, pages } from "../../../../src/features/ebook-generation/infrastructure/tables.ts"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: false, signedIn: true })
})
afterAll(() => house.close())

const form = (change: Record<string, string>) => ({
  formId: randomUUID(),
  themeId: "mandalas",
  title: "Quiet Circles",
  author: "",
  audience: "adults",
  pageCount: "24",
  seed: "",
  trim: "8.5x11",
  pageModel: house.deps.models.pageModel,
  coverModel: house.deps.models.coverModel,
  ...change,
})
const send = (fields: Record<string, string>) => house.post("/dashboard/ebooks", fields)
const booksStored = async () => (await house.db.select({ books: count() }).from(ebooks))[0]?.books
const bookAt = async (location: string | null) => {
  const [book] = await house.db
    .select()
    .from(ebooks)
    .where(eq(ebooks.id, location?.split("/").at(-1) ?? ""))
  if (!book) throw new Error(`no book at ${location}`)
  return book
}

describe("a form that is not right", () => {
  it.each([
    ["title", "", "Give the book a title", "The title is empty. Write up to 200 characters."],
    ["title", "x".repeat(201), "Look at the title", "The title has 201 characters. Write up to 200."],
    ["author", "y".repeat(101), "Look at the author", "The author has 101 characters. Write up to 100."],
    ["pageCount", "200", "Ask for 24 to 100 pages", "200 is more than one book holds. Ask for 24 to 100."],
    ["pageCount", "23", "Ask for 24 to 100 pages", "23 is too few for a book. Ask for 24 to 100."],
    ["pageCount", "many", "Ask for 24 to 100 pages", "“many” is no number of pages. Ask for 24 to 100."],
    ["seed", "-1", "Look at the seed", "“-1” is no seed."],
    ["themeId", "cars", "Choose a theme", "Choose a theme from those on offer."],
    ["audience", "", "Choose an audience", "Choose an audience from those on offer."],
    ["coverModel", "x/y", "Choose a model for the cover", "Choose a model for the cover from those on offer."],
  ])(
    "with a wrong %s (%s) keeps what was typed, says it at the field and on top, and makes nothing",
    async (field, value, link, sentence) => {
      const before = await booksStored()
      const { status, text } = await send(form({ title: "Kept as typed", seed: "77", [field]: value }))
      expect(status).toBe(400)
      expect(words(text)).toContain(`One thing to put right. Nothing was sent, nothing was charged. ${link}`)
      expect(words(text)).toContain(sentence)
      if (field !== "title") expect(text).toContain('value="Kept as typed"')
      if (field !== "seed") expect(text).toContain('value="77"')
      const target = /<li><a href="#([^"]+)">/.exec(text)?.[1]
      expect(text).toContain(`id="${target}"`)
      expect(await booksStored()).toBe(before)
    },
  )

  it("counts all that is wrong, in the order of the form", async () => {
    const { text } = await send(form({ title: " ", pageCount: "200" }))
    expect(words(text)).toContain(
      "Two things to put right. Nothing was sent, nothing was charged. Give the book a title Ask for 24 to 100 pages",
    )
  })

  it("shows any title escaped, and none of its control characters", async () => {
    const nasty = fc.string({
      unit: fc.constantFrom("<", ">", '"', "'", "&", "\u0000", "\u001b", "\n", "a", "é", "`", "$", "{"),
    })
    await fc.assert(
      fc.asyncProperty(nasty, async (title) => {
        const { text } = await send(form({ title: `${title}<i>`, pageCount: "1" }))
        const shown = /id="title" name="title" type="text" value="([^"]*)"/.exec(text)?.[1] ?? "not there"
        expect(shown).toMatch(/&lt;i&gt;$/)
        expect(shown).not.toMatch(/[<>\p{Cc}]/u)
      }),
      { numRuns: 40 },
    )
  })
})

describe("a form that is right", () => {
  it("makes the book as it was ordered and leads to its page", async () => {
    const { status, headers } = await send(
      form({ title: "Fern & <b>Flower</b>", author: " ", seed: "9", pageCount: "30" }),
    )
    expect(status).toBe(303)
    const location = headers.get("location")
    expect(await bookAt(location)).toMatchObject({
      title: "Fern & <b>Flower</b>",
      author: null,
      seed: 9,
      pageCount: 30,
      audience: "adults",
    })
    const page = await house.get(location ?? "")
    expect(page.text).toContain("<h1>Fern &amp; &lt;b&gt;Flower&lt;/b&gt;</h1>")
  })

  it("sent five times at the same instant makes one book, also with a random seed", async () => {
    const before = Number(await booksStored())
    const same = form({ title: "Pressed in haste" })
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(same)))
    expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1)
    expect(await booksStored()).toBe(before + 1)
  })

  it("gone back to and changed makes another book; another form without a seed gets another one", async () => {
    const first = form({ title: "First" })
    const locations = [first, { ...first, title: "Second" }, form({ title: "First" })].map(async (fields) =>
      (await send(fields)).headers.get("location"),
    )
    const [one, two, three] = await Promise.all((await Promise.all(locations)).map(bookAt))
    expect(new Set([one?.id, two?.id, three?.id]).size).toBe(3)
    expect(one?.seed).not.toBe(three?.seed)
    expect(
      await house.db
        .select()
        .from(pages)
        .where(eq(pages.ebookId, one?.id ?? "")),
    ).toHaveLength(26)
  })
})
