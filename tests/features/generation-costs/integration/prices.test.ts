import { afterEach, describe, expect, it } from "vitest"
import { refreshPrices, seedPrices } from "../../../../src/features/generation-costs/infrastructure/price-sources.ts"
import { consumed, SAID_AT } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
afterEach(() => ledger.close())

const PRO = "google/gemini-3-pro-image"
const modelsWith = (pricing: object) => async () => JSON.stringify({ data: [{ id: PRO, pricing }, { id: 7 }, null] })
const prices = async () =>
  (await ledger.rows("price_versions"))
    .filter(({ model }) => model === PRO)
    .map(({ meter, unit_price, valid_from }) => [meter, unit_price, new Date(`${valid_from}`).toISOString()])

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
      { model: PRO, meter: "input_text", from: "0.000002", to: "0.000003" },
    ])
    expect(await prices()).toContainEqual(["input_text", "0.000003", "2027-01-01T00:00:00.000Z"])
    expect(await seedPrices(ledger.db, ledger.models, SAID_AT), "an older review").toEqual([])
  })

  it("appends what the provider charges otherwise now, says what changed, and forgets nothing", async () => {
    ledger = await openLedger()
    const fetchModels = modelsWith({ prompt: "0.0000020", completion: "-1", image_output: "0.00006", request: "0.001" })
    const refresh = { db: ledger.db, log: ledger.log, fetchModels, now: () => SAID_AT }
    expect(await refreshPrices(refresh)).toEqual([
      { model: PRO, meter: "output_image", from: "0.00012", to: "0.00006" },
      { model: PRO, meter: "request", from: null, to: "0.001" },
    ])
    expect(await prices()).toEqual([
      ["input_text", "0.000002", "1970-01-01T00:00:00.000Z"],
      ["output_text", "0.000012", "1970-01-01T00:00:00.000Z"],
      ["output_image", "0.00012", "1970-01-01T00:00:00.000Z"],
      ["output_image", "0.00006", SAID_AT.toISOString()],
      ["request", "0.001", SAID_AT.toISOString()],
    ])
    expect(await refreshPrices(refresh), "again").toEqual([])
  })

  it("gets a new price once, however many processes ask at the same time", async () => {
    ledger = await openLedger()
    const { db, log } = ledger
    const fetchModels = modelsWith({ prompt: "0.5" })
    const changes = await Promise.all(
      [1, 2, 3, 4].map((ms) => refreshPrices({ db, log, fetchModels, now: () => new Date(SAID_AT.getTime() + ms) })),
    )
    expect(changes.flat()).toHaveLength(1)
    expect(await prices()).toHaveLength(4)
  })

  it("is fetched at the start where there is a provider, and a provider that fails stops nothing", async () => {
    ledger = await openLedger(modelsWith({ prompt: "0.5" }))
    expect(await prices()).toContainEqual(["input_text", "0.5", SAID_AT.toISOString()])
    await ledger.close()
    for (const answer of ["<html>", "{}", '{"data":7}']) {
      ledger = await openLedger(async () => answer)
      expect(await prices()).toHaveLength(3)
      if (answer !== '{"data":7}') await ledger.close()
    }
  })
})
