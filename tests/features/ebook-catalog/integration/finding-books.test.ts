import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Catalog, openCatalog, titlesOn, words } from "../catalog.ts"
import { book } from "../events.ts"

let catalog: Catalog
beforeAll(async () => {
  catalog = await openCatalog({ simulated: true, signedIn: true })
})
afterAll(() => catalog.close())

const on = (text: string) => new Date(`${text}:00Z`)
const page = async (path: string) => (await catalog.get(path)).text
const titles = async (path: string) => titlesOn(await page(path))
/** The tabs with their counts, as they are read. */
const tabs = (text: string) => words(/<nav class="tabs"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? "")

describe("tabs, search, order and pages", () => {
  beforeAll(async () => {
    const [dino, circles, sea] = [book("dino", true), book("circles", true), book("sea", true)]
    await catalog.happen(dino.requested({ title: "Dino Days", author: "Aïcha Benali" }, on("2026-11-20T08:00")))
    await catalog.happen(circles.requested({ title: "quiet circles" }, on("2026-11-21T08:00")))
    await catalog.happen(sea.requested({ title: "Éclair Sea", author: null }, on("2026-11-22T08:00")))
    await catalog.happen(
      dino.begun(on("2026-11-23T08:00")),
      dino.drawn(1, on("2026-11-23T08:00")),
      dino.charged("0.02"),
    )
    await catalog.happen(circles.generated(on("2026-11-21T09:00")), circles.charged("0.1"), sea.charged(null))
  })

  it("show one state each, and count it", async () => {
    expect(tabs(await page("/"))).toBe("All 3 Drawing 2 Paused 0 To review 1 Failed 0 Cancelled 0")
    expect(await titles("/?status=review")).toEqual(["quiet circles"])
    expect(await page("/?status=review")).toContain('<a href="/?status=review" aria-current="true">')
    expect(words(await page("/?status=paused"))).toContain("No book is paused. Show all books")
  })

  it.each([
    ["DINO", ["Dino Days"]],
    ["benali aicha", ["Dino Days"]],
    ["eclair", ["Éclair Sea"]],
    ["mara", ["quiet circles"]],
    ["%", []],
    ["\u0000", ["Dino Days", "Éclair Sea", "quiet circles"]],
  ])("finds %j by title or author", async (search, found) => {
    expect(await titles(`/?q=${encodeURIComponent(search)}`)).toEqual(found)
  })

  it("say what was sought where nothing is found, and lead out of it", async () => {
    const text = await page("/?status=review&q=<sea>&sort=title")
    expect(words(text)).toContain("Nothing was found for “&lt;sea&gt;” under “To review”.")
    expect(text).toContain('<a href="/?q=%3Csea%3E&amp;sort=title">Search all books</a>')
    expect(text).toContain('<a href="/?sort=title">Show all books</a>')
    expect(text).toContain('<input class="input" id="q" type="search" name="q" value="&lt;sea&gt;"')
    expect(words(await page("/?q=sea"))).toContain("One book for “sea”.")
  })

  it.each([
    ["", ["Dino Days", "Éclair Sea", "quiet circles"]],
    ["updated", ["quiet circles", "Éclair Sea", "Dino Days"]],
    ["title", ["Dino Days", "Éclair Sea", "quiet circles"]],
    ["-title", ["quiet circles", "Éclair Sea", "Dino Days"]],
    ["status", ["Éclair Sea", "Dino Days", "quiet circles"]],
    ["-pages", ["Dino Days", "Éclair Sea", "quiet circles"]],
    ["-cost", ["quiet circles", "Dino Days", "Éclair Sea"]],
    ["cost", ["Dino Days", "quiet circles", "Éclair Sea"]],
    ["drop table", ["Dino Days", "Éclair Sea", "quiet circles"]],
  ])("are sorted by %j, what is unknown last", async (sort, expected) => {
    expect(await titles(`/?sort=${sort}`)).toEqual(expected)
  })

  it("tell which column is sorted, and sort it the other way at the next press", async () => {
    const text = await page("/?status=drawing&q=d&sort=-cost&page=1")
    expect(text).toMatch(
      /aria-sort="descending"\s*><a href="\/\?status=drawing&amp;q=d&amp;sort=cost">Cost so far<\/a>/,
    )
    expect(text.match(/aria-sort/g)).toHaveLength(1)
    expect(text).toContain('<a href="/?status=drawing&amp;q=d&amp;sort=title">Book</a>')
    expect(text).toContain(
      '<input type="hidden" name="status" value="drawing"><input type="hidden" name="sort" value="-cost">',
    )
  })

  it.each([
    "status=%00",
    "status=constructor",
    "sort=--cost",
    "q=%E0%A4%A",
    `q=${"x".repeat(5_000)}`,
    "page=2",
    "q=%ff&q=b",
  ])("take no harm from ?%s", async (query) => {
    expect([200, 303]).toContain((await catalog.get(`/?${query}`)).status)
  })
})

describe("more than thirty books", () => {
  it("are on pages that keep the rest of the address, and who goes too far is brought back", async () => {
    await catalog.forgetAll()
    const many = Array.from({ length: 31 }, (_, n) =>
      book(`b${n}`, true).requested({ title: `Book ${n}` }, new Date(Date.UTC(2026, 9, 1 + n))),
    )
    await catalog.happen(...many)
    expect((await titles("/")).length).toBe(30)
    expect(await titles("/?page=2")).toEqual(["Book 0"])
    const text = await page("/?q=book&sort=updated&page=2")
    expect(text).toContain('<a href="/?status=review&amp;q=book&amp;sort=updated"')
    expect(words(text)).toContain("Previous Books 31 to 31 of 31")
    expect(text).toContain('<a rel="prev" href="/?q=book&amp;sort=updated">Previous</a>')
    const { status, headers } = await catalog.get("/?q=book&page=99")
    expect([status, headers.get("location")]).toEqual([303, "/?q=book&page=2"])
    for (const bad of ["0", "-1", "x", "1e9", "99999999999999999999"]) {
      expect(await titles(`/?page=${bad}`), bad).toHaveLength(30)
    }
  }, 60_000)
})
