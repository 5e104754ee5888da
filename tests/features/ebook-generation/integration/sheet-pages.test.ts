import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: false, signedIn: true })
})
afterAll(() => house.close())

const read = async (path: string) => words((await house.get(path)).text)
const pageOf = (id: string) => `/dashboard/ebooks/${id}`

describe("one page of a book", () => {
  it("shows what was asked, and leads to every attempt and to its neighbours", async () => {
    const id = await house.book({})
    const refused = await house.attempt(id, 7, { outcome: "refused", amount: "0.0387243" })
    await house.setPage(id, 7, { status: "drawing", drawingSince: new Date() })
    await house.attempt(id, 7, { outcome: null })
    const { text } = await house.get(`${pageOf(id)}/pages/7`)
    expect(words(text)).toMatch(
      /Page 7 Page 6 Page 8 .*Being drawn .* Cost so far \$0\.0387243.*Prompt Black and white line art/,
    )
    expect(words(text)).toMatch(/refused .*under way/)
    expect(text).toContain(`href="/dashboard/costs/attempts/${refused}"`)
    expect((await house.get(`${pageOf(id)}/pages/26`)).status).toBe(404)
  })

  it("has neighbours but at its ends, and leads to both ends and back to its place on the contact sheet", async () => {
    const id = await house.book({})
    const keysOf = async (number: number) =>
      Object.fromEntries(
        [
          ...(await house.get(`${pageOf(id)}/pages/${number}`)).text.matchAll(
            /aria-keyshortcuts="(\w+)" href="([^"]+)"/g,
          ),
        ].map(([, key, href]) => [key, href?.replace(pageOf(id), "")]),
      )
    const ends = { Home: "/pages/0", End: "/pages/25" }
    expect(await keysOf(0)).toEqual({ ...ends, ArrowRight: "/pages/1", Escape: "#sheet-0" })
    expect(await keysOf(25)).toEqual({ ...ends, ArrowLeft: "/pages/24", Escape: "#sheet-25" })
    expect(await keysOf(7)).toEqual({ ...ends, ArrowLeft: "/pages/6", ArrowRight: "/pages/8", Escape: "#sheet-7" })
    expect((await house.get(pageOf(id))).text).toContain('<li id="sheet-7">')
  })

  it("fetches its neighbours' pictures before they are asked for, those that are there", async () => {
    const id = await house.book({})
    await house.drawAll(id)
    await house.setPage(id, 2, { status: "waiting", imageKey: null })
    const fetched = [...(await house.get(`${pageOf(id)}/pages/1`)).text.matchAll(/rel="prefetch" href="([^"]+)"/g)]
    expect(fetched.map(([, href]) => href?.replace(/\?.*/, ""))).toEqual([`${pageOf(id)}/pages/0/view`])
    const view = await house.request(fetched[0]?.[1] ?? "")
    expect([view.status, view.headers.get("content-type")]).toEqual([200, "image/webp"])
  })

  it("says what the picture is in print, and gives it out under the book's name", async () => {
    const id = await house.book({ title: "Été & Co", trim: "5x8" })
    await house.drawAll(id)
    const { text } = await house.get(`${pageOf(id)}/pages/7`)
    expect(words(text)).toContain("PNG, 1500 × 2400 pixels, black on white without grey In print 5 × 8 in, 300 dpi")
    expect(text).toMatch(/href="[^"]+\/pages\/7\/picture\?v=\w+" download="ete-co-page-7.png"/)
    expect(await read(`${pageOf(id)}/pages/25`)).toContain("in colour")
  })

  it.each([
    ["generating", { status: "waiting" }, "Not drawn yet It waits for its turn."],
    [
      "generating",
      { status: "failed", problem: "Flagged." },
      "Could not be drawn The last answer: “Flagged.” It can be tried again when the other pages are done.",
    ],
    [
      "failed",
      { status: "failed", problem: "Flagged." },
      "The last answer: “Flagged.” Resume the book to give it six new tries. To the book",
    ],
    [
      "paused",
      { status: "waiting" },
      "Not drawn yet The book is paused; nothing is drawn until it is resumed. To the book",
    ],
    ["cancelled", { status: "waiting" }, "Not drawn: the book was cancelled What it has cost stays spent."],
  ] as const)("of a book that is %s, %j, says how it stands and what becomes of it", async (status, page, sentence) => {
    const id = await house.book({ status })
    await house.setPage(id, 4, page)
    expect(await read(`${pageOf(id)}/pages/4`)).toContain(sentence)
  })

  it("says that an answer was lost, and of the back cover that it comes last", async () => {
    const id = await house.book({})
    await house.attempt(id, 4, { outcome: "unknown" })
    expect(await read(`${pageOf(id)}/pages/4`)).toContain("Sent, but the answer was lost It is tried again.")
    expect(await read(`${pageOf(id)}/pages/25`)).toContain("composed here, free, when every other page is drawn")
  })

  it("redraws itself until it is drawn and booked, and then no more", async () => {
    const id = await house.book({})
    const address = `${pageOf(id)}/pages/4`
    expect((await house.get(address)).text).toContain(`hx-sse:connect="${address}/live"`)
    const stream = await house.listen(`${address}/live`)
    expect(words((await stream.next()) ?? "")).toContain("Not drawn yet")
    await house.setPage(id, 4, { status: "drawn", imageKey: "ebooks/a.png" })
    house.hint.send(null)
    expect((await stream.next()) ?? "").toContain("/pages/4/picture?v=")
    expect(await stream.next()).toMatch(/^event: finished\n/)
    expect((await house.get(address)).text).not.toContain("hx-sse:connect")
    expect((await house.get(`${pageOf(id)}/pages/26/live`)).status).toBe(404)
  })

  it("has its picture in small and at print size, kept for ever only under the address of this very picture", async () => {
    const id = await house.book({ status: "draft" })
    await house.drawAll(id)
    const src = /src="([^"]+\/pages\/1\/thumb\?v=[^"]+)"/.exec((await house.get(pageOf(id))).text)?.[1] ?? ""
    const thumb = await house.request(src)
    expect(thumb.headers.get("cache-control")).toBe("private, max-age=31536000, immutable")
    expect(await sharp(await thumb.arrayBuffer()).metadata()).toMatchObject({ format: "webp", width: 480 })
    expect(await house.deps.assets.get("ebooks/page.480.webp")).not.toBeNull()
    const whole = await house.request(src.replace("thumb", "picture"))
    expect(await sharp(await whole.arrayBuffer()).metadata()).toMatchObject({ format: "png", width: 255 })
    expect((await house.request(src.replace(/v=.*/, "v=old"))).headers.get("cache-control")).toBe("no-cache")
  })
})

describe("the proof", () => {
  it("is a PDF with every page, named after the title for old browsers and new", async () => {
    const id = await house.book({ status: "draft", title: 'Été: l’"œuf" 恐竜' })
    expect(await read(`${pageOf(id)}/proof.pdf`)).toContain("The PDF is there when every page is drawn; 0 of 26 are.")
    expect(await read(pageOf(id))).not.toContain("PDF")
    await house.drawAll(id)
    expect(await read(pageOf(id))).toContain("All 26 drawn")
    const { status, headers, text } = await house.get(`${pageOf(id)}/proof.pdf`)
    expect([status, headers.get("content-type"), text.slice(0, 5)]).toEqual([200, "application/pdf", "%PDF-"])
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(26)
    expect(headers.get("content-disposition")).toBe(
      "inline; filename=\"ete-l-uf.pdf\"; filename*=UTF-8''%C3%89t%C3%A9%3A%20l%E2%80%99%22%C5%93uf%22%20%E6%81%90%E7%AB%9C.pdf",
    )
  })
})
