import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { publish } from "../../../../src/shared/events/transaction.ts"
import { openTestApp, type TestApp } from "../../../support/app.ts"
import { generated } from "../events.ts"
import { givenHold } from "./given-ledger.ts"

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ real: true, leaseSeconds: 3 })
})
afterAll(() => app.close())

const REPORT = {
  route: "images",
  model: "google/gemini-2.5-flash-image",
  occurredAt: "2026-11-20T10:00:00.000Z",
  pages: [1],
  usage: null,
}
const REASON = "It is not on OpenRouter's activity page."
let ids = 0

/** A lost answer in the ledger, for a book of its own. */
async function lose(told: object = {}): Promise<{ attemptId: string; ebookId: string }> {
  const n = ++ids
  const attempt = { attemptId: `lost-${n}`, ebookId: `book-${n}` }
  const { status } = await app.call("POST", "/api/v1/usage", { ...REPORT, ...attempt, outcome: "unknown", ...told })
  expect(status).toBe(201)
  return attempt
}
const answer = (attempt: object, cost: number) =>
  app.call("POST", "/api/v1/usage", { ...REPORT, ...attempt, outcome: "succeeded", usage: { cost } })
const resolve = (attemptId: string, body: unknown) =>
  app.call("POST", `/api/v1/costs/attempts/${attemptId}/resolve`, body)
const totalOf = async (ebookId: string) => (await app.call("GET", `/api/v1/costs/ebooks/${ebookId}`)).body.total
const rows = async (query: ReturnType<typeof sql>) => (await app.kernel.db.execute<any>(query)).rows
const history = (attemptId: string) =>
  rows(sql`select kind, amount, amount_after, reason, author from generation_costs.adjustments
           where attempt_id = ${attemptId} order by id`)
const said = async (ebookId: string, name: string) =>
  (
    await rows(
      sql`select payload from events.events where aggregate_id = ${ebookId} and name = ${name} order by sequence`,
    )
  ).map(({ payload }) => payload)

describe("an attempt whose answer is lost, resolved by hand", () => {
  it("costs 0 where it was not charged", async () => {
    const { attemptId, ebookId } = await lose()
    expect(await totalOf(ebookId)).toMatchObject({ unresolvedCount: 1, unpricedCount: 0 })
    const { status, body } = await resolve(attemptId, { charged: false, reason: REASON })
    expect([status, body.attemptId, body.amount, body.outcome]).toEqual([200, attemptId, "0", "unknown"])
    expect(await totalOf(ebookId)).toMatchObject({ amount: "0", unresolvedCount: 0, unpricedCount: 0 })
  })

  it("costs what it was charged", async () => {
    const { attemptId, ebookId } = await lose()
    const { body } = await resolve(attemptId, { charged: true, amount: "0.038700000001", reason: REASON })
    expect(body.amount).toBe("0.038700000001")
    expect(await totalOf(ebookId)).toMatchObject({ amount: "0.038700000001", unresolvedCount: 0 })
  })

  it("is unpriced where it was charged and nobody knows how much", async () => {
    const { attemptId, ebookId } = await lose()
    const { body } = await resolve(attemptId, { charged: true, reason: REASON })
    expect(body.amount).toBeNull()
    expect(await totalOf(ebookId)).toMatchObject({ amount: "0", unresolvedCount: 0, unpricedCount: 1 })
  })

  it("holds no money any more", async () => {
    const { attemptId, ebookId } = await lose()
    await givenHold(app.kernel.db, { attemptId, ebookId, amount: "0.05" })
    await resolve(attemptId, { charged: false, reason: REASON })
    const [hold] = await rows(sql`select closed_at from generation_costs.holds where attempt_id = ${attemptId}`)
    expect(hold.closed_at).not.toBeNull()
  })

  it("keeps who said it and why, also what was said before it was mended", async () => {
    const { attemptId } = await lose()
    await resolve(attemptId, { charged: true, amount: "0.05", reason: " A guess. " })
    await resolve(attemptId, { charged: true, amount: "0.0387", reason: REASON })
    await resolve(attemptId, { charged: true, reason: "Nobody knows." })
    await resolve(attemptId, { charged: false, reason: REASON })
    const author = expect.stringMatching(/./)
    expect(await history(attemptId)).toEqual([
      { kind: "resolution", amount: "0.05", amount_after: "0.05", reason: "A guess.", author },
      { kind: "resolution", amount: "-0.0113", amount_after: "0.0387", reason: REASON, author },
      { kind: "resolution", amount: "-0.0387", amount_after: null, reason: "Nobody knows.", author },
      { kind: "resolution", amount: "0", amount_after: "0", reason: REASON, author },
    ])
  })

  it("is resolved once by the same again, also where it is sent at the same moment", async () => {
    const { attemptId, ebookId } = await lose()
    const same = { charged: true, amount: "0.0387", reason: REASON }
    const answers = await Promise.all([1, 2, 3].map(() => resolve(attemptId, same)))
    answers.push(await resolve(attemptId, { ...same, amount: "0.03870" }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await history(attemptId)).toHaveLength(1)
    expect(await said(ebookId, "generation-costs.cost-adjusted")).toHaveLength(1)
  })

  it("says so, and the total of its book again", async () => {
    const { attemptId, ebookId } = await lose()
    await app.kernel.bus.transaction((tx) => publish(tx, generated(1, null, ebookId)))
    await app.untilHandled()
    await resolve(attemptId, { charged: true, amount: "0.04", reason: REASON })
    await resolve(attemptId, { charged: false, reason: REASON })
    expect(await said(ebookId, "generation-costs.cost-adjusted")).toMatchObject([
      {
        ...{ attemptId, ebookId, pages: [1], kind: "resolution", change: "0.04", amount: "0.04", reason: REASON },
        ...{ occurredAt: REPORT.occurredAt, simulated: false },
      },
      { change: "-0.04", amount: "0" },
    ])
    expect(await said(ebookId, "generation-costs.cost-calculated")).toMatchObject([
      { of: "ebook", attempts: 1, amount: "0", unresolvedCount: 1 },
      { of: "ebook", attempts: 1, amount: "0.04", unresolvedCount: 0 },
      { of: "ebook", attempts: 1, amount: "0", unresolvedCount: 0 },
    ])
  })

  it.each(["before", "after"])(
    "%s its book ended costs what its late answer says, which wins, and keeps its history",
    async (when) => {
      const { attemptId, ebookId } = await lose()
      const end = async () => {
        await app.kernel.bus.transaction((tx) => publish(tx, generated(1, null, ebookId)))
        await app.untilHandled()
      }
      if (when === "after") await end()
      await resolve(attemptId, { charged: false, reason: REASON })
      if (when === "before") await end()
      expect((await answer({ attemptId, ebookId }, 0.0387)).status).toBe(201)
      expect((await app.call("GET", `/api/v1/costs/attempts/${attemptId}`)).body.amount).toBe("0.0387")
      expect(await totalOf(ebookId)).toMatchObject({ amount: "0.0387", unresolvedCount: 0, unpricedCount: 0 })
      expect((await said(ebookId, "generation-costs.cost-calculated")).at(-1)).toMatchObject({
        of: "ebook",
        amount: "0.0387",
      })
      expect(await history(attemptId)).toHaveLength(1)
    },
  )
})

describe("what cannot be resolved", () => {
  it("is an attempt whose answer is known", async () => {
    const attempt = { attemptId: "answered", ebookId: "book-answered" }
    await answer(attempt, 0.01)
    const { status, body } = await resolve("answered", { charged: false, reason: REASON })
    expect([status, body.code]).toEqual([409, "attempt-charged"])
    expect(await history("answered")).toEqual([])
  })

  it("is an attempt nobody knows", async () => {
    expect((await resolve("nobody", { charged: false, reason: REASON })).status).toBe(404)
  })

  it.each<[object, string]>([
    [{ charged: true, amount: "-1" }, "amount takes an amount of US dollars as text such as"],
    [{ charged: true, amount: 0.5 }, "amount takes an amount of US dollars as text such as"],
    [{ charged: true, amount: "1e3" }, "amount takes an amount of US dollars as text such as"],
    [{ charged: true, amount: "0.1234567890123" }, "amount takes an amount of US dollars as text such as"],
    [{ charged: false, amount: "0.1" }, "amount takes nothing where charged is false"],
    [{ charged: "yes" }, "charged takes true or false."],
    [{ charged: false, reason: "  " }, "reason takes a sentence of 1 to 500 characters"],
    [{ charged: false, reason: "x".repeat(501) }, "reason takes a sentence of 1 to 500 characters"],
    [{ charged: false, reason: "a\0b" }, "reason takes a sentence of 1 to 500 characters"],
    [{ charged: false, reason: undefined }, "reason takes a sentence of 1 to 500 characters"],
    [{ charged: false, colour: "red" }, "colour is not known here."],
  ])("is one without sense: %j", async (told, sentence) => {
    const { attemptId } = await lose()
    const { status, body } = await resolve(attemptId, { reason: REASON, ...told })
    expect([status, body.detail]).toEqual([400, expect.stringContaining(sentence)])
    expect(await history(attemptId)).toEqual([])
  })
})
