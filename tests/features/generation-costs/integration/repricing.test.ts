import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { publish } from "../../../../src/shared/events/transaction.ts"
import { openTestApp, type TestApp } from "../../../support/app.ts"
import { generated } from "../events.ts"

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ real: true, leaseSeconds: 3 })
})
afterAll(() => app.close())

const DAY = "2026-11-20"
const NOON = `${DAY}T12:00:00.000Z`
const SCOPE = { from: DAY, to: DAY }
/** 100 prompt and 1,000 image tokens. */
const TOKENS = { prompt_tokens: 100, completion_tokens: 1000, completion_tokens_details: { image_tokens: 1000 } }
let models = 0

/** A model of its own for each rule, without any price. */
const newModel = () => `press/model-${++models}`

/** What a million tokens cost from an instant on, in and out. */
async function price(model: string, dollars: string | null, validFrom = "2026-01-01T00:00:00Z"): Promise<void> {
  await app.kernel.db.execute(sql`
    insert into generation_costs.price_versions (model, meter, unit, unit_price, valid_from, source, fetched_at, origin)
    select ${model}, meter, 'token', ${dollars}::numeric / 1000000, ${validFrom}::timestamptz, 'a test', now(), 'operator'
    from unnest(array['input_text', 'output_image']) as meter`)
}

async function charge(model: string, attemptId: string, told: object = {}): Promise<void> {
  const report = { attemptId, model, route: "images", occurredAt: NOON, outcome: "succeeded", imagesReturned: 1 }
  const { status } = await app.call("POST", "/api/v1/usage", { ...report, pages: [1], usage: TOKENS, ...told })
  expect(status).toBe(201)
}

const ask = async (what: string, body: object) => {
  const { status, body: answer } = await app.call("POST", `/api/v1/costs/repricing/${what}`, body)
  expect([status, status === 200 ? "" : answer]).toEqual([200, ""])
  return answer
}
const amountOf = async (attemptId: string) => (await app.call("GET", `/api/v1/costs/attempts/${attemptId}`)).body.amount
const rows = async (query: ReturnType<typeof sql>) => (await app.kernel.db.execute<any>(query)).rows
const everything = () =>
  rows(sql`select (select count(*) from generation_costs.adjustments) as adjustments,
                  (select count(*) from generation_costs.repricings) as repricings,
                  (select count(*) from events.events) as events`)

describe("what a repricing would change", () => {
  it("is told, newest first, and nothing is written", async () => {
    const model = newModel()
    await price(model, "10")
    await charge(model, "told-1", { occurredAt: `${DAY}T01:00:00.000Z` })
    await charge(model, "told-2", { occurredAt: `${DAY}T02:00:00.000Z`, ebookId: "told-book" })
    await price(model, "30", `${DAY}T01:30:00Z`)
    const before = await everything()
    expect(await ask("preview", { ...SCOPE, model })).toEqual({
      ...{ count: 1, before: "0.011", after: "0.033", change: "0.022", newlyPriced: 0, newlyUnpriced: 0 },
      simulated: false,
      rows: [
        {
          ...{ attemptId: "told-2", ebookId: "told-book", model, occurredAt: `${DAY}T02:00:00.000Z` },
          ...{ before: "0.011", after: "0.033", change: "0.022" },
        },
      ],
    })
    expect(await everything()).toEqual(before)
    expect(await amountOf("told-2")).toBe("0.011")
  })

  it("counts charges that had no price and get one, and those whose price turns out to be unknown", async () => {
    const [model, other] = [newModel(), newModel()]
    await charge(model, "priced-now")
    await price(model, "30")
    await price(other, "10")
    await charge(other, "unpriced-now")
    await price(other, null, "2026-11-01T00:00:00Z")
    expect(await ask("preview", { ...SCOPE, model })).toMatchObject({ newlyPriced: 1, before: "0", after: "0.033" })
    expect(await ask("preview", { ...SCOPE, model: other })).toMatchObject({
      ...{ newlyUnpriced: 1, before: "0.011", after: "0", change: "-0.011" },
      rows: [{ before: "0.011", after: null }],
    })
  })

  it("leaves alone what the provider reported, what is simulated, what another model served, and other times", async () => {
    const model = newModel()
    await charge(model, "reported", { usage: { ...TOKENS, cost: 0.5 } })
    await app.kernel.db.execute(sql`
      insert into generation_costs.charges (attempt_id, generation_id, pages, purpose, route, model, requested_model,
        outcome, http_status, occurred_at, amount, source, computed, simulated, fingerprint)
      values ('never billed', 'never billed', '{}', 'page', 'images', ${model}, ${model}, 'refused', 403,
        ${NOON}::timestamptz, 0, 'local', 0, false, 'f')`)
    await charge(model, "before", { occurredAt: "2026-11-19T23:59:59.999Z" })
    await charge(model, "first", { occurredAt: `${DAY}T00:00:00.000Z` })
    await charge(model, "last", { occurredAt: `${DAY}T23:59:59.999Z` })
    await charge(model, "after", { occurredAt: "2026-11-21T00:00:00.000Z" })
    await charge(newModel(), "of another")
    await price(model, "30")
    const attempts = async (scope: object) =>
      (await ask("preview", { model, ...scope })).rows.map(({ attemptId }: { attemptId: string }) => attemptId)
    expect(await attempts(SCOPE)).toEqual(["last", "first"])
    expect(await attempts({ from: `${DAY}T00:00:00Z`, to: `${DAY}T23:59:59.999Z` })).toEqual(["first"])
    expect(await attempts({ from: DAY, to: "9999-12-31" })).toEqual(["after", "last", "first"])
    expect(await attempts({ ...SCOPE, simulated: true })).toEqual([])
  })

  it.each<[object, string]>([
    [{ from: DAY }, "to takes a date such as"],
    [{ from: "yesterday", to: DAY }, "from takes a date such as"],
    [{ from: DAY, to: "2026-11-19" }, "to takes a date or an instant that is not before from."],
    [{ ...SCOPE, model: "" }, "model takes text of 1 to 200 characters."],
    [{ ...SCOPE, simulated: "yes" }, "simulated takes true or false."],
    [{ ...SCOPE, colour: "red" }, "colour is not known here."],
  ])("is not told of %j", async (body, sentence) => {
    for (const what of ["preview", "apply"]) {
      const { status, body: answer } = await app.call("POST", `/api/v1/costs/repricing/${what}`, body)
      expect([status, answer.detail]).toEqual([400, expect.stringContaining(sentence)])
    }
  })
})

describe("a repricing", () => {
  it("is appended with its name and its lines, and the charge itself never changes", async () => {
    const model = newModel()
    await charge(model, "appended", { ebookId: "appended-book" })
    await app.kernel.bus.transaction((tx) => publish(tx, generated(1, null, "appended-book")))
    await app.untilHandled()
    const ledger = () => rows(sql`select * from generation_costs.charges where model = ${model}`)
    const before = await ledger()
    await price(model, "30")
    const { id, ...told } = await ask("apply", { ...SCOPE, model })
    expect(told).toMatchObject({ count: 1, before: "0", after: "0.033", newlyPriced: 1 })
    expect(await ledger()).toEqual(before)
    expect((await app.call("GET", "/api/v1/costs/attempts/appended")).body).toMatchObject({
      ...{ amount: "0.033", source: "local", computed: "0.033", reported: null, variance: null },
      lines: [{ unitPrice: "0.00003" }, { unitPrice: "0.00003" }],
      adjustments: [{ kind: "repricing", amount: "0.033", amountAfter: "0.033" }],
    })
    expect(await rows(sql`select * from generation_costs.adjustments where attempt_id = 'appended'`)).toMatchObject([
      {
        ...{ kind: "repricing", amount: "0.033", amount_after: "0.033", repricing_id: String(id) },
        lines: [
          { meter: "input_text", quantity: "100", unit: "token", unitPrice: "0.00003", amount: "0.003" },
          { meter: "output_image", quantity: "1000", unit: "token", unitPrice: "0.00003", amount: "0.03" },
        ],
        author: expect.stringMatching(/./),
      },
    ])
    expect(await rows(sql`select * from generation_costs.repricings where id = ${id}`)).toMatchObject([
      { model, simulated: false, charges: 1, amount: "0.033", priced: 1, undone_at: null },
    ])
    expect(
      await rows(sql`select name, payload from events.events where aggregate_id = 'appended-book' order by sequence`),
    ).toMatchObject([
      { payload: { of: "attempt", amount: null } },
      { name: "ebook-generation.ebook-generated" },
      { payload: { of: "ebook", amount: "0", unpricedCount: 1 } },
      { name: "generation-costs.cost-adjusted", payload: { kind: "repricing", change: "0.033", amount: "0.033" } },
      { payload: { of: "ebook", amount: "0.033", unpricedCount: 0 } },
    ])
  })

  it("that changes nothing says so and writes nothing", async () => {
    const model = newModel()
    await price(model, "30")
    await charge(model, "unchanged")
    const before = await everything()
    expect(await ask("apply", { ...SCOPE, model })).toMatchObject({ id: null, count: 0, change: "0", rows: [] })
    expect(await everything()).toEqual(before)
  })

  it("is not doubled by the same again, nor by two at the same moment", async () => {
    const model = newModel()
    for (const n of [1, 2, 3]) await charge(model, `twice-${n}`)
    await price(model, "30")
    const both = await Promise.all([1, 2].map(() => ask("apply", { ...SCOPE, model })))
    expect(both.map(({ count }) => count).toSorted()).toEqual([0, 3])
    expect((await ask("apply", { ...SCOPE, model })).id).toBeNull()
    expect(await amountOf("twice-1")).toBe("0.033")
  })

  it("is done all the same where somebody books charges of the same books in another order", async () => {
    const model = newModel()
    for (const book of ["crossed-1", "crossed-2"]) await charge(model, `of-${book}`, { ebookId: book })
    await price(model, "30")
    const lock = (tx: Pick<typeof app.kernel.db, "execute">, book: string) =>
      tx.execute(sql`select from generation_costs.ebooks where ebook_id = ${book} for update`)
    const waiting = sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    let applying: Promise<object> | null = null
    const crossing = app.kernel.db.transaction(async (tx) => {
      await lock(tx, "crossed-2")
      applying = ask("apply", { ...SCOPE, model })
      while ((await rows(waiting)).length === 0) await sleep(10)
      await lock(tx, "crossed-1")
    })
    // The database ends one of the two, on a busy machine now and then this one.
    await crossing.catch(() => {})
    expect(await applying).toMatchObject({ count: 2, newlyPriced: 2 })
    expect(await amountOf("of-crossed-1")).toBe("0.033")
  })

  it("goes on from what an earlier one made of a charge", async () => {
    const model = newModel()
    await charge(model, "again")
    await price(model, "30")
    await ask("apply", { ...SCOPE, model })
    await price(model, "10", "2026-02-01T00:00:00Z")
    expect(await ask("apply", { ...SCOPE, model })).toMatchObject({ before: "0.033", after: "0.011", newlyPriced: 0 })
    expect(await amountOf("again")).toBe("0.011")
  })

  it("of more charges than one transaction takes changes each once", async () => {
    const model = newModel()
    await app.kernel.db.execute(sql`
      insert into generation_costs.charges (attempt_id, generation_id, pages, purpose, route, model, requested_model,
        outcome, occurred_at, images_returned, usage, simulated, fingerprint)
      select 'many-' || n, 'many-' || n, '{}', 'page', 'images', ${model}, ${model}, 'succeeded', ${NOON}::timestamptz, 1,
        ${JSON.stringify(TOKENS)}, false, 'f' from generate_series(1, 1100) as n`)
    await price(model, "30")
    const { id, ...told } = await ask("apply", { ...SCOPE, model })
    expect(told).toMatchObject({ count: 1100, after: "36.3", newlyPriced: 1100 })
    expect(told.rows).toHaveLength(100)
    const [{ attempts, corrections }] = await rows(sql`
      select count(distinct attempt_id)::int as attempts, count(*)::int as corrections
      from generation_costs.adjustments where repricing_id = ${id}`)
    expect([attempts, corrections]).toEqual([1100, 1100])
    expect(await ask("undo", { id })).toMatchObject({
      id,
      count: 1100,
      before: "36.3",
      after: "0",
      newlyUnpriced: 1100,
    })
  })
})

describe("a repricing that is undone", () => {
  it("puts each charge back to what it cost before, unknown included", async () => {
    const model = newModel()
    await charge(model, "back-1")
    await price(model, "10")
    await charge(model, "back-2")
    await price(model, "30", "2026-02-01T00:00:00Z")
    const { id } = await ask("apply", { ...SCOPE, model })
    expect([await amountOf("back-1"), await amountOf("back-2")]).toEqual(["0.033", "0.033"])
    expect(await ask("undo", { id })).toMatchObject({ id, count: 2, before: "0.066", after: "0.011", change: "-0.055" })
    expect([await amountOf("back-1"), await amountOf("back-2")]).toEqual([null, "0.011"])
    expect((await app.call("GET", "/api/v1/costs/attempts/back-2")).body).toMatchObject({
      ...{ computed: "0.011", lines: [{ unitPrice: "0.00001" }, { unitPrice: "0.00001" }] },
      adjustments: [{ kind: "repricing" }, { kind: "repricing-undone", amount: "-0.022", amountAfter: "0.011" }],
    })
    expect(
      await rows(
        sql`select kind, amount, amount_after from generation_costs.adjustments where attempt_id = 'back-1' order by id`,
      ),
    ).toEqual([
      { kind: "repricing", amount: "0.033", amount_after: "0.033" },
      { kind: "repricing-undone", amount: "-0.033", amount_after: null },
    ])
  })

  it("is refused a second time, also at the same moment, and where there is none", async () => {
    const model = newModel()
    await charge(model, "once")
    await price(model, "30")
    const { id } = await ask("apply", { ...SCOPE, model })
    const undo = (body: object) => app.call("POST", "/api/v1/costs/repricing/undo", body)
    const answers = await Promise.all([undo({ id }), undo({ id })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await undo({ id })).body).toMatchObject({
      code: "already-undone",
      detail: `Repricing ${id} is undone already.`,
    })
    expect((await undo({ id: 999_999 })).status).toBe(404)
    expect((await undo({ id: 0 })).body.detail).toBe("id takes the id that applying a repricing answered.")
    expect(await amountOf("once")).toBeNull()
  })

  it("waits for a later one on the same charges, which it names", async () => {
    const [model, other] = [newModel(), newModel()]
    await charge(model, "stacked")
    await charge(other, "aside")
    await price(model, "30")
    const { id: first } = await ask("apply", { ...SCOPE, model })
    await price(model, "10", "2026-02-01T00:00:00Z")
    const { id: second } = await ask("apply", { ...SCOPE, model })
    await price(other, "10")
    await ask("apply", { ...SCOPE, model: other })
    const { status, body } = await app.call("POST", "/api/v1/costs/repricing/undo", { id: first })
    expect([status, body.code]).toEqual([409, "repriced-since"])
    expect(body.detail).toBe(`Charges of repricing ${first} were repriced again since: undo repricing ${second} first.`)
    await ask("undo", { id: second })
    expect(await amountOf("stacked")).toBe("0.033")
    await ask("undo", { id: first })
    expect(await amountOf("stacked")).toBeNull()
  })

  it("can be applied again", async () => {
    const model = newModel()
    await charge(model, "and-again")
    await price(model, "30")
    const { id } = await ask("apply", { ...SCOPE, model })
    await ask("undo", { id })
    expect(await ask("apply", { ...SCOPE, model })).toMatchObject({ count: 1, newlyPriced: 1 })
    expect(await amountOf("and-again")).toBe("0.033")
  })
})
