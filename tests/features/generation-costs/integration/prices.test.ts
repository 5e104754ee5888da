import { sql } from "drizzle-orm"
import { afterEach, describe, expect, it } from "vitest"
import {
  type PriceSource,
  refreshPrices,
  seedPrices,
} from "../../../../src/features/generation-costs/infrastructure/prices/price-sources.ts"
import { consumed, SAID_AT } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
afterEach(() => ledger.close())

const PRO = "google/gemini-3-pro-image"
const KEY = { model: PRO, provider: "", variant: "", condition: null }
/** A provider that lists one model at these prices, and what its image endpoints answer. */
const listing = (pricing: object, endpoints: PriceSource["endpoints"] = async () => null): PriceSource => ({
  models: async () => JSON.stringify({ data: [{ id: PRO, pricing }, { id: 7 }, null] }),
  endpoints,
})
const answering = (models: string): PriceSource => ({ models: async () => models, endpoints: async () => null })
const REVIEWED = { prompt: "0.000002", completion: "0.000012", image_output: "0.00012" }
const prices = async () =>
  (await ledger.rows("price_versions"))
    .filter(({ model }) => model === PRO)
    .toSorted((a, b) => Number(a["id"]) - Number(b["id"]))
    .map(({ meter, unit_price, valid_from }) => [meter, unit_price, new Date(`${valid_from}`).toISOString()])
const refresh = (source: PriceSource, ms = 0) => {
  const { db, log } = ledger
  return refreshPrices({ db, log, source, now: () => new Date(SAID_AT.getTime() + ms) })
}
const runChore = () => ledger.feature.chores.find(({ name }) => name === "refresh prices")?.run()
const changesOf = async (source: PriceSource, ms = 0) => (await refresh(source, ms)).changes

describe("the price book", () => {
  it("begins with the reviewed prices, which hold for earlier usage too, and takes them once", async () => {
    ledger = await openLedger()
    await Promise.all([1, 2, 3].map(() => ledger.feature.preparePrices()))
    expect(await prices()).toEqual([
      ["input_text", "0.000002", "1970-01-01T00:00:00.000Z"],
      ["output_text", "0.000012", "1970-01-01T00:00:00.000Z"],
      ["output_image", "0.00012", "1970-01-01T00:00:00.000Z"],
    ])
    await ledger.happen(consumed({ occurredAt: "2024-02-29T00:00:00Z" }))
    expect(await ledger.rows("charges")).toMatchObject([{ computed: "0.0387243" }])
  })

  it("appends a reviewed price that changed, from the day of its review", async () => {
    ledger = await openLedger()
    const [flash, pro] = ledger.models.models
    if (!flash || !pro) throw new Error("config/models.yaml has fewer than two models")
    const dearer = { ...pro, pricing: { ...pro.pricing, prompt: "0.000003" } }
    const reviewed = { ...ledger.models, reviewed: "2027-01-01", models: [flash, dearer] }
    expect(await seedPrices(ledger.db, reviewed, SAID_AT)).toEqual([
      { ...KEY, meter: "input_text", from: "0.000002", to: "0.000003" },
    ])
    expect(await prices()).toContainEqual(["input_text", "0.000003", "2027-01-01T00:00:00.000Z"])
    expect(await seedPrices(ledger.db, ledger.models, SAID_AT), "an older review").toEqual([])
  })
})

describe("a refresh of the prices", () => {
  it("appends what the provider charges otherwise now, says what changed, and forgets nothing", async () => {
    ledger = await openLedger()
    const source = listing({ prompt: "0.0000020", completion: "0.000012", image_output: "0.00006", request: "0.001" })
    expect(await changesOf(source)).toEqual([
      { ...KEY, meter: "output_image", from: "0.00012", to: "0.00006" },
      { ...KEY, meter: "request", from: null, to: "0.001" },
    ])
    expect(await prices()).toEqual([
      ["input_text", "0.000002", "1970-01-01T00:00:00.000Z"],
      ["output_text", "0.000012", "1970-01-01T00:00:00.000Z"],
      ["output_image", "0.00012", "1970-01-01T00:00:00.000Z"],
      ["output_image", "0.00006", SAID_AT.toISOString()],
      ["request", "0.001", SAID_AT.toISOString()],
    ])
    expect(await changesOf(source), "again").toEqual([])
  })

  it("makes a price unknown that is -1 now or is listed no more, and known again when it comes back", async () => {
    ledger = await openLedger()
    expect(await changesOf(listing({ ...REVIEWED, completion: "-1" }))).toEqual([
      { ...KEY, meter: "output_text", from: "0.000012", to: null },
    ])
    const { image_output: _, ...rest } = REVIEWED
    expect(await changesOf(listing({ ...rest, completion: "-1" }), 1)).toEqual([
      { ...KEY, meter: "output_image", from: "0.00012", to: null },
    ])
    expect(await changesOf(listing({ ...rest, completion: "-1" }), 2), "again").toEqual([])
    expect(await changesOf(listing(REVIEWED), 3)).toEqual([
      { ...KEY, meter: "output_text", from: null, to: "0.000012" },
      { ...KEY, meter: "output_image", from: null, to: "0.00012" },
    ])
  })

  it("takes up a price on a condition, and ends it where it is listed no more", async () => {
    ledger = await openLedger()
    const condition = { min_prompt_tokens: "200000" }
    const overrides = [{ min_prompt_tokens: 200000, prompt: "0.000004" }]
    expect(await changesOf(listing({ ...REVIEWED, overrides }))).toEqual([
      { ...KEY, meter: "input_text", condition, from: null, to: "0.000004" },
    ])
    expect(await changesOf(listing({ ...REVIEWED, overrides }), 1), "again").toEqual([])
    expect(await changesOf(listing(REVIEWED), 2)).toEqual([
      { ...KEY, meter: "input_text", condition, from: "0.000004", to: null },
    ])
    expect(await changesOf(listing(REVIEWED), 3), "again").toEqual([])
    expect(await changesOf(listing({ ...REVIEWED, overrides }), 4), "and back").toMatchObject([{ to: "0.000004" }])
  })

  it("ends a fee that is listed no more, since a call can do without, and makes one of -1 unknown", async () => {
    ledger = await openLedger()
    expect(await changesOf(listing({ ...REVIEWED, request: "0.001" }))).toMatchObject([{ to: "0.001" }])
    expect(await changesOf(listing({ ...REVIEWED, request: "-1" }), 1)).toMatchObject([{ from: "0.001", to: null }])
    expect(await changesOf(listing(REVIEWED), 2)).toMatchObject([{ meter: "request", to: null }])
    expect(await changesOf(listing(REVIEWED), 3), "again").toEqual([])
    const fees = (await ledger.rows("price_versions", sql`meter = 'request'`)).map((row) => row["valid_to"] !== null)
    expect(fees).toEqual([false, false, true])
  })

  it("keeps the order of prices on conditions, of which the last listed wins", async () => {
    ledger = await openLedger()
    const [long, night] = [{ min_prompt_tokens: 5 }, { utc_start: "2200", utc_end: "0600" }]
    const overrides = (one: string, other: string) => [
      { ...long, prompt: one },
      { ...night, prompt: other },
    ]
    await refresh(listing({ ...REVIEWED, overrides: overrides("3", "4") }))
    const dearer = listing({ ...REVIEWED, overrides: overrides("5", "4") })
    expect(await changesOf(dearer, 1), "the later one follows").toMatchObject([{ to: "5" }, { from: "4", to: "4" }])
    expect(await changesOf(dearer, 2), "again").toEqual([])
    const turned = listing({ ...REVIEWED, overrides: overrides("5", "4").reverse() })
    expect(await changesOf(turned, 3)).toMatchObject([{ to: "5" }])
    expect(await changesOf(turned, 4), "again").toEqual([])
  })

  it("asks the image endpoints for what the list of models has no name for", async () => {
    ledger = await openLedger()
    const endpoint = (provider_name: string, cost_usd: number) => ({
      provider_name,
      pricing: [
        { billable: "output_image", unit: "image", cost_usd, variant: "2k" },
        { billable: "output_image", unit: "token", cost_usd: 9 },
      ],
    })
    const one = async () => JSON.stringify({ id: PRO, endpoints: [endpoint("Fal", 0.04)] })
    expect(await changesOf(listing(REVIEWED, one))).toEqual([
      { ...KEY, meter: "image", variant: "2k", from: null, to: "0.04" },
    ])
    const two = async () => JSON.stringify({ id: PRO, endpoints: [endpoint("Fal", 0.05), endpoint("Vertex", 0.06)] })
    expect(await changesOf(listing(REVIEWED, two), 1)).toEqual([
      { ...KEY, meter: "image", variant: "2k", provider: "Fal", from: null, to: "0.05" },
      { ...KEY, meter: "output_image", provider: "Fal", from: null, to: "9" },
      { ...KEY, meter: "image", variant: "2k", provider: "Vertex", from: null, to: "0.06" },
      { ...KEY, meter: "output_image", provider: "Vertex", from: null, to: "9" },
      { ...KEY, meter: "image", variant: "2k", from: "0.04", to: null },
    ])
    expect(await changesOf(listing(REVIEWED, two), 2), "again").toEqual([])
  })

  it("says which model's endpoints could not be read, and keeps what is known of them", async () => {
    ledger = await openLedger()
    const broken = () => Promise.reject(new Error("it answered 502"))
    const { problems, changes } = await refresh(listing({ ...REVIEWED, prompt: "0.5" }, broken))
    expect(problems).toEqual([`The image endpoints of ${PRO} could not be read: it answered 502.`])
    expect(changes).toMatchObject([{ meter: "input_text", to: "0.5" }])
  })

  it("gets a new price once, however many processes ask at the same time", async () => {
    ledger = await openLedger()
    const source = listing({ ...REVIEWED, prompt: "0.5" })
    const changes = await Promise.all([1, 2, 3, 4].map((ms) => changesOf(source, ms)))
    expect(changes.flat()).toHaveLength(1)
    expect(await prices()).toHaveLength(4)
  })

  it("happens once a server runs, and never before: a command starts with the prices that are known", async () => {
    ledger = await openLedger(listing({ ...REVIEWED, prompt: "0.5" }))
    const theirs = ["input_text", "0.5", SAID_AT.toISOString()]
    expect(await prices()).not.toContainEqual(theirs)
    await runChore()
    expect(await prices()).toContainEqual(theirs)
  })

  it("stops nothing where the provider fails", async () => {
    for (const answer of ["<html>", "{}", '{"data":7}']) {
      ledger = await openLedger(answering(answer))
      await runChore()
      expect(await prices()).toHaveLength(3)
      if (answer !== '{"data":7}') await ledger.close()
    }
  })
})
