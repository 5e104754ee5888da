import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { decimal, sum, toText } from "../../../../src/shared/money.ts"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

const CHAT_MODEL = "google/gemini-3.1-flash-image"
let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  test.draw()
})
afterAll(() => test.close())

async function drawn(faults: readonly object[]): Promise<string> {
  if (faults.length > 0) await test.orderFaults(faults)
  const order = { ...NEW_BOOK, title: `Chat ${Math.random()}`, pageModel: CHAT_MODEL }
  const { body } = await test.call("POST", "/api/v1/ebooks", order)
  await test.untilEbookIs(body.id, "draft")
  await test.untilHandled()
  return body.id
}
const attemptsOf = async (ebookId: string): Promise<any[]> => {
  const query = sql`select * from ebook_generation.attempts where ebook_id = ${ebookId} order by sent_at`
  return (await test.kernel.db.execute<any>(query)).rows
}
const consumedFor = async (ebookId: string): Promise<any[]> => {
  const query = sql`select payload from events.events where name = 'ebook-generation.tokens-consumed' and payload->>'ebookId' = ${ebookId}`
  return (await test.kernel.db.execute<any>(query)).rows.map(({ payload }) => payload)
}
const charged = (attempts: readonly any[], charges: readonly { attemptId: string | null; cost: string }[]) => {
  const ids = new Set(attempts.map(({ id }) => id))
  return toText(sum(charges.filter((one) => ids.has(one.attemptId)).map(({ cost }) => decimal(cost))))
}
const onlyPages = { match: { model: CHAT_MODEL } }

describe("a book whose pages are drawn by the chat route", { timeout: 60_000 }, () => {
  it("is drawn whole, says the route of every attempt, and what is reported is what is computed", async () => {
    const id = await drawn([])
    const told = await consumedFor(id)
    const pages = told.filter(({ purpose }) => purpose === "page")
    expect(pages).toHaveLength(24)
    for (const page of pages)
      expect(page).toMatchObject({
        ...{ route: "chat", model: CHAT_MODEL, provider: "Google", outcome: "succeeded", imagesReturned: 1 },
        ...{ httpStatus: 200, variant: "1k", megapixels: "0.255744" },
      })
    expect(told.filter(({ purpose }) => purpose === "cover")).toMatchObject([{ route: "images" }])

    for (const { attemptId } of pages.slice(0, 3)) {
      const { body } = await test.call("GET", `/api/v1/costs/attempts/${attemptId}`)
      expect(body).toMatchObject({ route: "chat", model: CHAT_MODEL, source: "provider", variance: "0" })
      expect(body.reported).toBe(body.computed)
      expect(body.lines.map(({ meter }: any) => meter).toSorted()).toEqual([
        "input_text",
        "output_image",
        "output_text",
      ])
    }
    const { body } = await test.call("GET", `/api/v1/costs/ebooks/${id}`)
    expect(body.total.amount).toBe(charged(await attemptsOf(id), await test.charges()))
    for (const attempt of (await attemptsOf(id)).filter(({ route }) => route === "chat"))
      expect(attempt).toMatchObject({ provider_generation_id: expect.stringMatching(/^gen-/) })
  })

  it("is drawn after refusals, errors inside 200 and answers without a picture, and each has its outcome and its cost", async () => {
    const id = await drawn([
      { kind: "refused", ...onlyPages },
      { kind: "finish-error", ...onlyPages },
      { kind: "finish-error", charged: true, ...onlyPages },
      { kind: "error-in-200", ...onlyPages },
      { kind: "no-image", ...onlyPages },
      { kind: "bad-base64", ...onlyPages },
    ])
    const attempts = await attemptsOf(id)
    const outcomes = attempts.map(({ outcome }) => outcome).filter((outcome) => outcome !== "succeeded")
    expect(outcomes.toSorted()).toEqual([
      "failed-billed",
      "failed-unbilled",
      "failed-unbilled",
      "no-usable-image",
      "no-usable-image",
      "refused",
    ])
    const { body } = await test.call("GET", `/api/v1/costs/ebooks/${id}`)
    expect(body.total).toMatchObject({ amount: charged(attempts, await test.charges()), unpricedCount: 0 })
  })

  it("keeps its picture and its cost whatever the usage says, or who served", async () => {
    const shapes = ["byok", "byok-with-fee", "no-cost", "cached", "reasoning", "cache-hit"]
    const id = await drawn([
      ...shapes.map((shape) => ({ kind: "usage", shape, ...onlyPages })),
      { kind: "served-by", provider: "Google AI Studio", ...onlyPages },
    ])
    const attempts = await attemptsOf(id)
    expect(attempts).toHaveLength(25)
    const told = await consumedFor(id)
    expect(told.filter(({ provider }) => provider === "Google AI Studio")).toHaveLength(1)
    const { body } = await test.call("GET", `/api/v1/costs/ebooks/${id}`)
    expect(body.total).toMatchObject({ amount: charged(attempts, await test.charges()), unpricedCount: 0 })
  })

  it("has an unpriced attempt, and every page, where a usage is null", async () => {
    const id = await drawn([{ kind: "usage", shape: "null", ...onlyPages }])
    expect(await attemptsOf(id)).toHaveLength(25)
    const { body } = await test.call("GET", `/api/v1/costs/ebooks/${id}`)
    expect(body.total).toMatchObject({ unpricedCount: 1 })
  })
})
