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
      /Page 7 ‹ Page 6 Page 8 ›.*Being drawn Cost so far \$0\.0387243.*Prompt Black and white line art/,
    )
    expect(words(text)).toMatch(/refused .*under way/)
    expect(text).toContain(`href="/dashboard/costs/attempts/${refused}"`)
    expect((await house.get(`${pageOf(id)}/pages/26`)).status).toBe(404)
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
