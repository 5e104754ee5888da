import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { answers, FLASH, lists, openPriceHouse, PRO, type PriceHouse, REVIEWED } from "./price-house.ts"

let house: PriceHouse
const AT = "2026-12-10T12:00:00Z"
beforeAll(async () => {
  house = await openPriceHouse({ hasKey: true, at: AT })
})
beforeEach(() => house.forget())
afterAll(() => house.close())

const OWN = { model: FLASH, meter: "output_image", unitPrice: "0.00002", validFrom: "2026-12-01T00:00:00Z" }
const enter = (told: object = {}) => house.call("POST", "/prices", { ...OWN, ...told })
const listed = async (query = "") => (await house.call("GET", `/prices?pageSize=200${query}`)).body.items
/** The picture of an attempt at 1,290 image tokens that nobody reported a cost of. */
const costAt = async (occurredAt: string) => {
  const usage = { prompt_tokens: 0, completion_tokens: 1290, completion_tokens_details: { image_tokens: 1290 } }
  const report = { route: "images", model: FLASH, outcome: "succeeded", imagesReturned: 1, usage }
  return (await house.call("POST", "/usage", { ...report, attemptId: occurredAt, occurredAt })).body.amount
}

describe("GET /prices", () => {
  it("tells every version of every price, with where it comes from and how long it holds", async () => {
    const { body } = await house.call("GET", "/prices")
    expect([body.page, body.pageSize, body.total]).toEqual([1, 50, body.items.length])
    expect(body.items.find(({ model, meter }: any) => model === FLASH && meter === "output_image")).toEqual({
      id: expect.any(Number),
      model: FLASH,
      provider: null,
      meter: "output_image",
      variant: null,
      condition: null,
      unit: "token",
      unitPrice: "0.00003",
      validFrom: "1970-01-01T00:00:00.000Z",
      validTo: null,
      origin: "snapshot",
      source: "config/models.yaml, reviewed 2026-11-23",
      author: null,
      fetchedAt: expect.stringMatching(/Z$/),
      current: true,
    })
  })

  it("tells those of one model or meter, a page at a time, the newest of a price first", async () => {
    await enter()
    const two = await house.call("GET", `/prices?model=${FLASH}&meter=output_image&pageSize=1`)
    expect([two.body.total, two.body.items.map(({ unitPrice }: any) => unitPrice)]).toEqual([2, ["0.00002"]])
    const next = await house.call("GET", `/prices?model=${FLASH}&meter=output_image&pageSize=1&page=2`)
    expect(next.body.items).toMatchObject([{ unitPrice: "0.00003" }])
    expect(await listed("&model=nobody")).toEqual([])
    const wrong = await house.call("GET", "/prices?meter=tokens")
    expect([wrong.status, wrong.body.detail]).toEqual([400, expect.stringContaining("meter takes one of input_text, ")])
  })

  it("says until when a version held that a later one ended", async () => {
    house.state.answers = lists({ ...REVIEWED, prompt: "0.000003" })
    await house.call("POST", "/prices/refresh")
    expect(await listed(`&model=${PRO}&meter=input_text`)).toMatchObject([
      { unitPrice: "0.000003", validTo: null, origin: "provider", current: true },
      { unitPrice: "0.000002", validTo: "2026-12-10T12:00:00.000Z", origin: "snapshot", current: false },
    ])
  })
})

describe("POST /prices", () => {
  it("answers 201 with the price, which stands before the fetched one for the time it covers", async () => {
    const { status, body } = await enter({ validTo: "2026-12-05T00:00:00Z" })
    expect([status, body]).toEqual([
      201,
      {
        ...{ id: expect.any(Number), ...OWN, provider: null, variant: null, condition: null, unit: "token" },
        validFrom: "2026-12-01T00:00:00.000Z",
        validTo: "2026-12-05T00:00:00.000Z",
        ...{ origin: "operator", source: "entered by hand", author: "Mara Lind" },
        fetchedAt: "2026-12-10T12:00:00.000Z",
        current: false,
      },
    ])
    expect(await costAt("2026-11-30T23:59:59.999Z")).toBe("0.0387")
    expect(await costAt("2026-12-01T00:00:00Z")).toBe("0.0258")
    expect(await costAt("2026-12-05T00:00:00Z")).toBe("0.0387")
  })

  it("makes the fetched price of the same calls no longer current", async () => {
    await enter()
    const current = async (meter: string) =>
      (await listed(`&model=${FLASH}&meter=${meter}`)).map(({ unitPrice, current: is }: any) => [unitPrice, is])
    expect(await current("output_image")).toEqual([
      ["0.00002", true],
      ["0.00003", false],
    ])
    await enter({ meter: "input_text", unitPrice: "0.1", provider: "Vertex" })
    expect(await current("input_text"), "others serve it too").toEqual([
      ["0.0000003", true],
      ["0.1", true],
    ])
  })

  it("answers 200 to exactly the same again, however it is written, and appends nothing", async () => {
    const first = await enter()
    const again = [{}, { unitPrice: "0.0000200" }, { validFrom: "2026-12-01T01:00:00+01:00" }, { provider: null }]
    for (const told of again) {
      const { status, body } = await enter(told)
      expect([status, body.id], JSON.stringify(told)).toEqual([200, first.body.id])
    }
    const atOnce = await Promise.all([1, 2, 3].map(() => enter({ unitPrice: "0.5" })))
    expect(atOnce.map(({ status }) => status).toSorted()).toEqual([200, 200, 201])
    expect(await listed("&meter=output_image")).toHaveLength(5)
  })

  it("lets the last of two for the same moment hold, also when it says what the one before had replaced", async () => {
    await enter()
    await enter({ unitPrice: "0.00001" })
    expect(await costAt("2026-12-02T00:00:00Z")).toBe("0.0129")
    expect((await enter()).status).toBe(201)
    expect(await costAt("2026-12-03T00:00:00Z")).toBe("0.0258")
  })

  it("lets an earlier price of yours hold again where a later one is over", async () => {
    await enter()
    await enter({ unitPrice: "0", validFrom: "2026-12-03", validTo: "2026-12-04" })
    expect(await listed(`&model=${FLASH}&meter=output_image`)).toMatchObject([
      { unitPrice: "0", validFrom: "2026-12-03T00:00:00.000Z", validTo: "2026-12-05T00:00:00.000Z", current: false },
      { unitPrice: "0.00002", validTo: null, current: true },
      { unitPrice: "0.00003", current: false },
    ])
  })

  it("takes a price for one provider and one size", async () => {
    const { body } = await enter({ meter: "image", provider: "Fal", variant: "2k", unitPrice: "0.04" })
    expect(body).toMatchObject({ provider: "Fal", variant: "2k", unit: "image", unitPrice: "0.04", current: true })
  })

  it.each([
    ["a number", 0.00003],
    ["a sign", "-1"],
    ["an exponent", "3e-5"],
    ["a word", "free"],
    ["nothing", ""],
    ["nineteen digits past the point", "0.0000000000000000001"],
    ["ten digits before it", "1000000000"],
    ["a comma", "0,03"],
    ["null", null],
  ])("refuses a price that is %s, in one sentence that says what it takes", async (_what, unitPrice) => {
    const { status, body } = await enter({ unitPrice })
    expect([status, body.code, body.detail]).toEqual([
      400,
      "invalid-request",
      'unitPrice takes the price of one unit in US dollars, as text such as "0.00003": no sign, no exponent, at most 9 digits before the point and 18 after it.',
    ])
    expect((await listed()).every(({ origin }: any) => origin === "snapshot")).toBe(true)
  })

  it.each([
    [{ meter: "tokens" }, /^meter takes one of input_text, .*, request\.$/],
    [{ model: "" }, /^model takes text of 1 to 200 characters\.$/],
    [{ model: "a\0b" }, /^model takes text of 1 to 200 characters, none of them U\+0000\.$/],
    [{ validFrom: "yesterday" }, /^validFrom takes a date such as 2026-11-23 or an instant such as .*\.$/],
    [{ validFrom: "2026-02-30" }, /^validFrom takes a date /],
    [{ validFrom: "1969-12-31" }, /^validFrom takes a date or an instant of the years 1970 to 9999\.$/],
    [{ validTo: "9999-12-31" }, /^validTo takes a date or an instant of the years 1970 to 9999\.$/],
    [{ validTo: OWN.validFrom }, /^validTo takes a date or an instant after validFrom\.$/],
    [{ validTo: "2026-11-30T00:00:00Z" }, /^validTo takes a date or an instant after validFrom\.$/],
    [{ validTo: "tomorrow" }, /^validTo takes a date such as 2026-11-23 or an instant such as [^.]*\.$/],
    [{ price: "1" }, /^price is not known here\.$/],
  ])("refuses %j in one sentence", async (told, sentence) => {
    const { status, body } = await enter(told)
    expect([status, body.detail]).toEqual([400, expect.stringMatching(sentence)])
    expect(body.errors).toHaveLength(1)
  })
})

describe("POST /prices/refresh", () => {
  it("fetches the provider's prices and tells what changed, and the second time nothing", async () => {
    house.state.answers = {
      ...lists({ ...REVIEWED, image_output: "0.0001" }),
      [`/images/models/${PRO}/endpoints`]: 502,
    }
    const { status, body } = await house.call("POST", "/prices/refresh")
    const at = "2026-12-10T12:00:00.000Z"
    const key = { model: PRO, provider: null, variant: null, condition: null }
    expect([status, body]).toEqual([
      200,
      {
        changes: [{ ...key, meter: "output_image", from: "0.00012", to: "0.0001", at }],
        problems: [expect.stringMatching(`^The image endpoints of ${PRO} could not be read: .*502`)],
        fetchedAt: at,
      },
    ])
    expect((await house.call("POST", "/prices/refresh", {})).body.changes).toEqual([])
  })

  it("changes nothing where the provider's list cannot be read, and says so", async () => {
    for (const models of [500, 404, "<html>", "{}"]) {
      house.state.answers = answers(models)
      const { status, body } = await house.call("POST", "/prices/refresh")
      expect([status, body.code, body.detail]).toEqual([
        409,
        "prices-unreadable",
        expect.stringMatching(/^The provider’s prices could not be read \(.*\)\. The known ones stay\.$/),
      ])
    }
    expect((await listed()).every(({ origin }: any) => origin === "snapshot")).toBe(true)
  })

  it("is refused where no key is set: the sandbox's prices are reviewed ones", async () => {
    const keyless = await openPriceHouse({ hasKey: false, at: AT })
    const { status, body } = await keyless.call("POST", "/prices/refresh").finally(() => keyless.close())
    expect([status, body.code]).toEqual([409, "no-api-key"])
    expect(body.detail).toContain("config/models.yaml")
  })
})
