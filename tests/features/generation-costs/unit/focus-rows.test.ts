import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { ExportedAttempt } from "../../../../src/features/generation-costs/domain/focus/focus-attempt.ts"
import { FOCUS_COLUMNS } from "../../../../src/features/generation-costs/domain/focus/focus-columns.ts"
import { focusRowsOf } from "../../../../src/features/generation-costs/domain/focus/focus-rows.ts"
import { focusHeader, focusLines } from "../../../../src/features/generation-costs/infrastructure/focus/focus-csv.ts"
import { decimal } from "../../../../src/shared/money.ts"
import { readCsv } from "../csv.ts"

const line = (meter: string, quantity: string, unitPrice: string | null) => ({
  ...{ meter, quantity: decimal(quantity), unit: "token", priceVersionId: unitPrice === null ? null : 7 },
  unitPrice: unitPrice === null ? null : decimal(unitPrice),
  amount: unitPrice === null ? null : decimal(unitPrice).times(decimal(quantity)),
})
const LINES = [line("input_text", "81", "0.0000003"), line("output_image", "1290", "0.00003")]

const ATTEMPT: ExportedAttempt = {
  attemptId: "attempt-1",
  generationId: "generation-1",
  ebookId: "book-1",
  title: "Dino Days",
  themeId: "dinosaurs",
  pages: [7, 8],
  purpose: "page",
  route: "images",
  model: "google/gemini",
  requestedModel: "google/gemini-asked",
  provider: "Google AI Studio",
  outcome: "succeeded",
  simulated: false,
  occurredAt: "2026-12-31T23:59:59.846Z",
  state: "priced",
  amount: decimal("0.0387243"),
  source: "provider",
  lines: LINES,
  corrections: [],
}
const correction = { kind: "repricing", amount: decimal("-0.01"), reason: "New prices.", author: "Mara Lind" }

/** As they stand in the file. */
const rowsOf = (told: Partial<ExportedAttempt>) =>
  readCsv(focusHeader() + focusLines(focusRowsOf({ ...ATTEMPT, ...told }))).rows

describe("the rows of an attempt", () => {
  it("are one per usage line, each with its price, in every column of the standard that we can fill", () => {
    expect(rowsOf({})[1]).toEqual({
      BilledCost: "0.0387",
      BillingAccountId: "openrouter",
      BillingAccountName: "OpenRouter",
      BillingCurrency: "USD",
      BillingPeriodEnd: "2027-01-01T00:00:00Z",
      BillingPeriodStart: "2026-12-01T00:00:00Z",
      ChargeCategory: "Usage",
      ChargeClass: "",
      ChargeDescription: "output image of google/gemini",
      ChargeFrequency: "Usage-Based",
      ChargePeriodEnd: "2027-01-01T00:00:00Z",
      ChargePeriodStart: "2026-12-31T23:59:59Z",
      ConsumedQuantity: "1290",
      ConsumedUnit: "Tokens",
      ContractedCost: "0.0387",
      ContractedUnitPrice: "0.00003",
      EffectiveCost: "0.0387",
      HostProviderName: "Google AI Studio",
      InvoiceIssuerName: "OpenRouter",
      ListCost: "0.0387",
      ListUnitPrice: "0.00003",
      PricingCategory: "Standard",
      PricingQuantity: "1290",
      PricingUnit: "Tokens",
      ProviderName: "OpenRouter",
      PublisherName: "google",
      ResourceId: "book-1",
      ResourceName: "Dino Days",
      ResourceType: "Book",
      ServiceCategory: "AI and Machine Learning",
      ServiceName: "OpenRouter",
      ServiceProviderName: "OpenRouter",
      ServiceSubcategory: "Generative AI",
      SkuId: "google/gemini/output_image",
      SkuMeter: "output_image",
      SkuPriceId: "google/gemini/output_image",
      Tags: '{"book":"book-1","page":"7 8","purpose":"page","theme":"dinosaurs"}',
      x_AttemptId: "attempt-1",
      x_CostSource: "provider",
      x_GenerationId: "generation-1",
      x_OccurredAt: "2026-12-31T23:59:59.846Z",
      x_Outcome: "succeeded",
      x_PriceVersionId: "7",
      x_RequestedModel: "google/gemini-asked",
      x_Route: "images",
      x_Simulated: "false",
      x_State: "priced",
    })
  })

  it("share what the provider reported in proportion to their list costs, which stay quantity times price", () => {
    const rows = rowsOf({ amount: decimal("0.1") })
    expect(rows.map(({ EffectiveCost, ListCost }) => [EffectiveCost, ListCost])).toEqual([
      ["0.000062751296", "0.0000243"],
      ["0.099937248704", "0.0387"],
    ])
  })

  it("are a single one without a meter where the lines or their amounts are not known, which carries the whole", () => {
    for (const lines of [[], [line("input_text", "81", "0.0000003"), line("output_image", "1290", null)]]) {
      const rows = rowsOf({ lines })
      expect(rows).toHaveLength(1)
      expect(rows[0]).toMatchObject({ EffectiveCost: "0.0387243", BilledCost: "0.0387243", ListCost: "0.0387243" })
      expect(rows[0]).toMatchObject({
        SkuMeter: "",
        SkuId: "",
        ListUnitPrice: "",
        PricingQuantity: "",
        PricingUnit: "",
      })
      expect(rows[0]).toMatchObject({
        PricingCategory: "",
        ChargeDescription: "A request to google/gemini, as a whole",
      })
    }
  })

  it.each(["unpriced", "unresolved"] as const)("say %s, and leave every cost empty, never 0", (state) => {
    const rows = rowsOf({ state, amount: null, source: null, model: null, lines: [line("input_text", "81", null)] })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ BilledCost: "", ContractedCost: "", EffectiveCost: "", ListCost: "" })
    expect(rows[0]).toMatchObject({
      x_State: state,
      x_CostSource: "",
      ChargeDescription: expect.stringContaining("asked"),
    })
  })

  it("write what was free as 0", () => {
    expect(rowsOf({ amount: decimal("0"), lines: [] })[0]).toMatchObject({ EffectiveCost: "0", ListCost: "0" })
  })

  it("have corrections of their own, in the month of the charge while that lasts", () => {
    const [, , adjusted] = rowsOf({ corrections: [{ ...correction, recordedAt: "2026-12-31T23:59:59.999Z" }] })
    expect(adjusted).toMatchObject({ ChargeCategory: "Adjustment", ChargeClass: "", ChargeFrequency: "One-Time" })
    expect(adjusted).toMatchObject({ EffectiveCost: "-0.01", BilledCost: "-0.01", ListCost: "-0.01", SkuMeter: "" })
    expect(adjusted).toMatchObject({ BillingPeriodStart: "2026-12-01T00:00:00Z", x_CostSource: "local" })
    expect(adjusted?.["ChargeDescription"]).toBe("Repriced by Mara Lind: New prices.")
  })

  it("have corrections in the month they were recorded in, once that of the charge is closed", () => {
    const [, , adjusted] = rowsOf({ corrections: [{ ...correction, recordedAt: "2027-01-01T00:00:00.000Z" }] })
    expect(adjusted).toMatchObject({ ChargeCategory: "Adjustment", ChargeClass: "Correction" })
    expect(adjusted).toMatchObject({
      BillingPeriodStart: "2027-01-01T00:00:00Z",
      BillingPeriodEnd: "2027-02-01T00:00:00Z",
    })
    expect(adjusted).toMatchObject({ ChargePeriodStart: "2026-12-31T23:59:59Z" })
  })

  it("have an account and a provider of their own where the money is simulated", () => {
    const [row] = rowsOf({ simulated: true, provider: null, model: "own-model" })
    expect(row).toMatchObject({
      x_Simulated: "true",
      BillingAccountId: "colophon-sandbox",
      ServiceName: "Colophon sandbox",
    })
    expect(row).toMatchObject({ HostProviderName: "Colophon sandbox", PublisherName: "Colophon sandbox" })
  })

  it("name no book, page or theme where there is none", () => {
    const [row] = rowsOf({ ebookId: null, title: null, themeId: null, pages: [] })
    expect(row).toMatchObject({ ResourceId: "", ResourceName: "", ResourceType: "", Tags: '{"purpose":"page"}' })
  })
})

describe("a cell of the file", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"])(
    "that a spreadsheet would take for a formula is defused: %j",
    (title) => {
      expect(rowsOf({ title })[0]?.["ResourceName"]).toBe(`'${title}`)
    },
  )

  it("that is a figure stays one, also below 0", () => {
    const rows = rowsOf({ corrections: [{ ...correction, recordedAt: "2026-12-31T00:00:00.000Z" }] })
    expect(rows.at(-1)?.["EffectiveCost"]).toBe("-0.01")
  })

  it.each(['Say "hi", twice', "two\nlines", "two\r\nlines", "a;b|c", " spaces ", "Žluťoučký 🦕", "'quoted"])(
    "comes back as it went in: %j",
    (title) => expect(rowsOf({ title })[0]?.["ResourceName"]).toBe(title),
  )

  it("never writes a figure with an exponent", () => {
    const [row] = rowsOf({ lines: [], amount: decimal("0.000000000001") })
    expect(row?.["EffectiveCost"]).toBe("0.000000000001")
  })
})

describe("the columns of the file", () => {
  it("are those of the standard in its order, and then our own in theirs", () => {
    const [theirs, ours] = [FOCUS_COLUMNS.filter((name) => !name.startsWith("x_")), FOCUS_COLUMNS.slice(37)]
    expect(FOCUS_COLUMNS).toEqual([...theirs.toSorted(), ...ours.toSorted()])
    expect(ours.every((name) => /^x_[A-Z][A-Za-z]+$/.test(name))).toBe(true)
    expect(readCsv(focusHeader()).header).toEqual([...FOCUS_COLUMNS])
  })

  it("are those that the operator is told of, in the same order", () => {
    const [, told = ""] = /^The columns, in their order: (.*)\.$/m.exec(readFileSync("docs/operating.md", "utf8")) ?? []
    expect(told.split(", ")).toEqual(FOCUS_COLUMNS.map((name) => `\`${name}\``))
  })
})
