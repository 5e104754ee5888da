import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: true, signedIn: true })
})
afterAll(() => house.close())

const titlesOn = async (path: string) =>
  [...(await house.get(path)).text.matchAll(/class="tbl__title"[^>]*>([^<]*)</g)].map((match) => match[1])

describe("the books", () => {
  it("lead to the first one while there is none", async () => {
    const { text } = await house.get("/")
    expect(words(text)).toContain("The press is clean. No book yet.")
    expect(text).toContain('<a class="btn btn--big" href="/dashboard/ebooks/new">Make the first book</a>')
    expect(text).not.toContain("<table")
  })

  it("tell of each its state, how far it is and what it cost, simulated where it is", async () => {
    const id = await house.book({ title: "Dino <Days>", requestedAt: new Date("2026-11-21T14:06:00Z") })
    await house.setPage(id, 0, { status: "drawn", imageKey: "ebooks/a.png" })
    await house.setPage(id, 3, { status: "failed" })
    await house.attempt(id, 0, { outcome: "succeeded", amount: "0.0387243" })
    await house.attempt(id, 3, { outcome: "unknown" })
    const { text } = await house.get("/")
    expect(text).toContain("Dino &lt;Days&gt;")
    expect(words(text).replaceAll("\u00a0", " ")).toContain(
      "Mara Lind · Mandalas Drawing 1 of 26 drawn, 1 failed $0.0387243 + 1 unresolved simulated 21 Nov 2026 14:06",
    )
    expect(text).toContain(`href="/dashboard/costs/ebooks/${id}"`)
  })

  it("stand thirty to a page, the newest first; a page beyond the last leads to the last", async () => {
    for (let day = 1; day <= 30; day++)
      await house.book({ title: `Book ${day}`, requestedAt: new Date(Date.UTC(2027, 0, day)) })
    const first = await titlesOn("/")
    expect([first.length, first[0], first.at(-1)]).toEqual([30, "Book 30", "Book 1"])
    expect(await titlesOn("/?page=2")).toEqual(["Dino &lt;Days&gt;"])
    expect(words((await house.get("/?page=2")).text)).toContain("Newer Books 31 to 31 of 31")
    expect((await house.get("/?page=9")).headers.get("location")).toBe("/?page=2")
    expect(await titlesOn("/?page=x")).toEqual(first)
  })
})

describe("somebody who has not signed in", () => {
  let street: House
  beforeAll(async () => {
    street = await openHouse({ simulated: true, signedIn: false })
  })
  afterAll(() => street.close())

  it.each([
    "",
    "dashboard/ebooks/new",
    "dashboard/ebooks/quote",
    "dashboard/ebooks/x",
    "dashboard/ebooks/x/live",
    "dashboard/ebooks/x/proof.pdf",
    "dashboard/ebooks/x/pages/1",
    "dashboard/ebooks/x/pages/1/thumb",
    "dashboard/ebooks/x/pages/1/picture",
  ])("is sent away from /%s", async (path) => {
    const { status, headers } = await street.get(`/${path}`)
    expect([status, headers.get("location")?.startsWith("/login")]).toEqual([303, true])
  })
})
