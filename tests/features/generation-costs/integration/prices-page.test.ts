import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { answers, FLASH, lists, openPriceHouse, PRO, type PriceHouse, REVIEWED } from "./price-house.ts"

let house: PriceHouse
const AT = "2026-12-10T12:00:00Z"
beforeAll(async () => {
  house = await openPriceHouse({ hasKey: true, at: AT })
})
beforeEach(() => house.forget())
afterAll(() => house.close())

/** What a page says, without its tags, and with single spaces. */
const words = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(" .", ".")
const look = async (path = "") => {
  const answer = await house.page(`/dashboard/prices${path}`)
  const text = await answer.text()
  return { status: answer.status, text, words: words(text) }
}
const press = async (path: string, form: Record<string, string> = {}) => {
  const answer = await house.press(`/dashboard/prices${path}`, form)
  const text = await answer.text()
  return { status: answer.status, location: answer.headers.get("location"), text, words: words(text) }
}
const OWN = { model: FLASH, meter: "output_image", unitPrice: "0.00002", validFrom: "2026-12-01" }
const FORM = { ...OWN, validTo: "", provider: "", variant: "" }
const enter = (told: object = {}) => house.call("POST", "/prices", { ...OWN, ...told })
/** The changes that the page tells, a line each. */
const changes = async () => {
  const [, table = ""] = (await look()).text.split('id="changed"')
  const [rows = ""] = table.split("</section>")
  return [...rows.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, row = ""]) => words(row).trim())
}

describe("the page of the prices", () => {
  it("tells a price as people speak of it beside the exact one, since when, and where it comes from", async () => {
    const { status, words: told } = await look()
    expect(status).toBe(200)
    expect(told).toMatch(/the beginning reviewed, in config\/models\.yaml \$30\.00 a million tokens \$0\.00 003/)
  })

  it("shows the models on offer and those with a price of your own, and the provider's others folded", async () => {
    house.state.answers = lists({ prompt: "0.5" }, "press/other")
    await house.call("POST", "/prices/refresh")
    const folded = async () => (await look()).text.split("<details>")[1]?.split("</details>")[0] ?? ""
    expect(words(await folded())).toContain("1 more model of the provider’s list press/other")
    await enter({ model: "press/other", meter: "image", unitPrice: "0.04" })
    const { text, words: told } = await look()
    expect(text).not.toContain("<details>")
    expect(told).toContain("entered by Mara Lind $0.04 an image")
  })

  it("shows unknown where the provider's price is none, and never 0", async () => {
    house.state.answers = lists({ ...REVIEWED, image_output: "-1" })
    await house.call("POST", "/prices/refresh")
    expect((await look()).words).toContain("fetched from OpenRouter unknown a million tokens unknown")
  })

  it("tells what changed with its date, newest first, and by how much, in words", async () => {
    expect((await look()).words).toContain("No price has changed yet.")
    house.state.answers = lists({ ...REVIEWED, prompt: "0.0000025", completion: "0.00001", image_output: "-1" })
    await house.call("POST", "/prices/refresh")
    house.state.now = new Date("2026-12-11T12:00:00Z")
    house.state.answers = lists({ ...REVIEWED, prompt: "0", completion: "0.00001", request: "0.002" })
    await house.call("POST", "/prices/refresh")
    const from = (day: number) => `${day} Dec 2026, 12:00 fetched from OpenRouter`
    const about = (what: string, per = "a million tokens") => `${PRO} ${what}, ${per}`
    expect(await changes()).toEqual([
      `${about("The request itself", "a request")} ${from(11)} unknown $0.00 2 not known before`,
      `${about("Image")} ${from(11)} unknown $120.00 not known before`,
      `${about("Prompt text")} ${from(11)} $2.50 free down to nothing`,
      `${about("Image")} ${from(10)} $120.00 unknown not known any more`,
      `${about("Text beside the image")} ${from(10)} $12.00 $10.00 down 16.7%`,
      `${about("Prompt text")} ${from(10)} $2.00 $2.50 up 25.0%`,
    ])
  })

  it("says for whom a price is that is not for every call", async () => {
    const overrides = [
      { min_prompt_tokens: 200000, prompt: "0.000004" },
      { utc_start: "2200", utc_end: "0600", prompt: "0.000001" },
      { moon: "full", prompt: "0.000009" },
    ]
    house.state.answers = lists({ ...REVIEWED, overrides })
    await house.call("POST", "/prices/refresh")
    await enter({ meter: "image", provider: "Fal", variant: "2k", unitPrice: "0.04" })
    const { words: told } = await look()
    for (const limit of [
      "above 200,000 prompt tokens",
      "22:00 to 06:00 UTC",
      "moon full, a condition that is not read",
    ])
      expect(told).toContain(limit)
    expect(told).toContain("only from Fal, size 2k")
  })

  it("escapes what others named", async () => {
    await enter({ model: "<b>press</b>", provider: "<i>Fal</i>" })
    expect((await look()).text).not.toMatch(/<b>press|<i>Fal/)
  })
})

describe("a price of your own, entered on the page", () => {
  it("is kept and told, and holds", async () => {
    const { status, location } = await press("", { ...FORM, unitPrice: " $0.00002 " })
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/dashboard\/prices\?kept=\d+$/)])
    const { words: told } = await look(String(location).replace("/dashboard/prices", ""))
    expect(told).toContain(`Kept: Image, ${FLASH}, $20.00 a million tokens, from 1 Dec 2026, 00:00 UTC.`)
    const { body } = await house.call("GET", `/prices?model=${FLASH}&meter=output_image`)
    expect(body.items[0]).toMatchObject({
      origin: "operator",
      author: "Mara Lind",
      unitPrice: "0.00002",
      validTo: null,
    })
  })

  it("is refused with a sentence at each field that is wrong, and what was typed stays", async () => {
    const wrong = { model: "", meter: "moons", unitPrice: "3 cents", validFrom: "soon", validTo: "2026-99-99" }
    const {
      status,
      text,
      words: told,
    } = await press("", { ...FORM, ...wrong, provider: "Fal", variant: "x".repeat(201) })
    expect(status).toBe(400)
    expect(told).toContain("6 things to put right. Nothing was kept, nothing changed.")
    for (const sentence of [
      "Name the model in 1 to 200 characters.",
      "Choose what is counted.",
      "Write the price of one in US dollars, such as 0.00003",
      "Write a day such as 2026-11-23, or an instant",
      "Write a day or an instant after the first one",
      "Name the size in at most 200 characters.",
    ])
      expect(told).toContain(sentence)
    for (const typed of ["3 cents", "soon", "2026-99-99", "Fal"]) expect(text).toContain(`value="${typed}"`)
    const { body } = await house.call("GET", "/prices?pageSize=200")
    expect(body.items.every(({ origin }: any) => origin === "snapshot")).toBe(true)
  })

  it("says one thing where only the end is before the beginning", async () => {
    const { words: told } = await press("", { ...FORM, validTo: "2026-11-30" })
    expect(told).toContain("One thing to put right.")
    expect(told).toContain("Write a day or an instant after the first one")
  })

  it("begins with the model and meter of the history that it was asked for from", async () => {
    const { text } = await look(`/history?model=${encodeURIComponent(FLASH)}&meter=output_image`)
    const href = /href="(\/dashboard\/prices\?[^"]*#own)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const form = (await look(href.replace("/dashboard/prices", "").replace("#own", ""))).text
    expect(form).toContain(`value="${FLASH}"`)
    expect(form).toMatch(/value="output_image" selected/)
  })
})

describe("the history of a price", () => {
  it("tells every version, the newest first, until when it held, and its source", async () => {
    house.state.answers = lists({ ...REVIEWED, prompt: "0.000003" })
    await house.call("POST", "/prices/refresh")
    const { status, words: told } = await look(`/history?model=${encodeURIComponent(PRO)}&meter=input_text`)
    expect(status).toBe(200)
    expect(told).toMatch(
      /10 Dec 2026, 12:00 No\. \d+ no end known now \$3\.00 .*OpenRouter GET \/models.* the beginning No\. \d+ 10 Dec 2026, 12:00 \$2\.00 .*config\/models\.yaml, reviewed/,
    )
  })

  it("says so where there is none, and refuses what is no meter", async () => {
    expect((await look("/history?model=nobody&meter=image")).words).toContain("The price book has no such price.")
    const wrong = await look("/history?model=nobody&meter=moons")
    expect([wrong.status, wrong.words]).toEqual([400, expect.stringContaining("meter takes one of")])
  })
})

describe("Refresh now", () => {
  it("says how many prices changed, and what could not be read", async () => {
    house.state.answers = { ...lists({ ...REVIEWED, prompt: "0.5" }), [`/images/models/${PRO}/endpoints`]: 502 }
    const { status, words: told } = await press("/refresh")
    expect(status).toBe(200)
    expect(told).toContain("1 price changed.")
    expect(told).toContain(`The image endpoints of ${PRO} could not be read`)
    house.state.answers = lists({ ...REVIEWED, prompt: "0.5" })
    expect((await press("/refresh")).words).toContain("Every price is as it was.")
  })

  it("says why nothing could be read", async () => {
    house.state.answers = answers(500)
    const { status, words: told } = await press("/refresh")
    expect([status, told]).toEqual([409, expect.stringContaining("The provider’s prices could not be read (")])
  })

  it("is not offered where no key is set, and the page says whose prices these are", async () => {
    const keyless = await openPriceHouse({ hasKey: false, at: AT })
    try {
      const text = await (await keyless.page("/dashboard/prices")).text()
      expect(text).not.toContain("Refresh now")
      expect(text).toContain("No OpenRouter key is set, so there is no provider to ask")
      expect((await keyless.press("/dashboard/prices/refresh", {})).status).toBe(409)
    } finally {
      await keyless.close()
    }
  })
})
