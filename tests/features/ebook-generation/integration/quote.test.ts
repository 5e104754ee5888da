import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: false, signedIn: true })
})
afterAll(() => house.close())

describe("the order slip", () => {
  it("says what the book will cost, what of, and the price on the button that spends it", async () => {
    const said = words((await house.get("/dashboard/ebooks/new")).text)
    expect(said).toContain("about $1.09 (1.09–1.64) Make the book, about $1.09")
    expect(said).toContain("24 pages × $0.04 $0.96 1 cover $0.13 Back cover, composed here free Expected $1.09")
  })

  it("quotes anew for other values, and waits while they are none", async () => {
    const models = `pageModel=${house.deps.models.pageModel}&coverModel=${house.deps.models.coverModel}`
    const quote = async (pages: string) =>
      words((await house.get(`/dashboard/ebooks/quote?pageCount=${pages}&${models}`)).text)
    expect(await quote("100")).toContain("Make the book, about $4.13")
    for (const none of ["23", "101", "", "24.5", "many"])
      expect(await quote(none)).toBe(
        "Before you press The estimate returns when the pages are between 24 and 100. Make the book",
      )
  })

  it("says that the cost is unknown where a model has no price", async () => {
    const estimate = house.deps.estimate
    house.deps.estimate = async () => null
    const said = words((await house.get("/dashboard/ebooks/new")).text)
    house.deps.estimate = estimate
    expect(said).toContain("Make the book, cost unknown")
    expect(said).toContain("price unknown")
    expect(said).not.toContain("$0")
  })

  it("says simulated beside every amount without a key", async () => {
    house.deps.simulated = true
    const said = words((await house.get("/dashboard/ebooks/new")).text)
    house.deps.simulated = false
    expect(said).toContain("about $1.09 (1.09–1.64) simulated Make the book, about $1.09 simulated")
  })
})
