import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { API_KEY, NEW_BOOK, openTestApp, type TestApp } from "../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
})
afterAll(() => test.close())

async function ask(key: string, order: object | string) {
  const headers = {
    authorization: `Bearer ${API_KEY}`,
    "content-type": "application/json",
    "idempotency-key": key,
  }
  const body = typeof order === "string" ? order : JSON.stringify(order)
  const answer = await test.app.web.request("/api/v1/ebooks", { method: "POST", headers, body })
  return { status: answer.status, body: (await answer.json()) as any }
}
const books = async () => {
  const { rows } = await test.kernel.db.execute<any>(sql`select count(*)::int as n from ebook_generation.ebooks`)
  return rows[0].n as number
}

const { seed: _seed, author: _author, trim: _trim, ...SHORT } = NEW_BOOK

describe("POST /ebooks with an Idempotency-Key", () => {
  it("answers the same request with the same answer, also when the book has gone on since", async () => {
    const first = await ask("again", NEW_BOOK)
    expect(first.status).toBe(202)
    await test.call("POST", `/api/v1/ebooks/${first.body.id}/pause`)
    expect(await ask("again", NEW_BOOK)).toEqual(first)
    await test.call("DELETE", `/api/v1/ebooks/${first.body.id}`)
    expect(await ask("again", NEW_BOOK)).toEqual(first)
  })

  it("takes a request for the same whatever the order of its fields, its spaces and its defaults", async () => {
    const before = await books()
    const first = await ask("defaults", SHORT)
    const { body: book } = await test.call("GET", `/api/v1/ebooks/${first.body.id}`)
    const { title, themeId, audience, pageCount, seed, coverModel, pageModel, trim } = book
    const spelt = { trim, pageModel, coverModel, seed, pageCount, audience, themeId, author: null, title: ` ${title} ` }
    expect(await ask("defaults", spelt)).toEqual(first)
    expect(await ask("defaults", JSON.stringify(SHORT, null, 4))).toEqual(first)
    expect(await ask("defaults", SHORT)).toEqual(first)
    expect(await books()).toBe(before + 1)
  })

  it("leaves nothing to chance: another key gets another seed", async () => {
    const seedOf = async (key: string) =>
      (await test.call("GET", `/api/v1/ebooks/${(await ask(key, SHORT)).body.id}`)).body.seed
    expect(await seedOf("one")).not.toBe(await seedOf("two"))
  })

  it("makes one book of many requests at the same instant, also without a seed", async () => {
    const before = await books()
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask("at once", SHORT)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.status).toBe(202)
    expect(await books()).toBe(before + 1)
  })

  it("refuses the key for any other request, and makes nothing", async () => {
    await ask("mine", NEW_BOOK)
    const before = await books()
    const changes = [
      { title: "Other" },
      { author: null },
      { pageCount: 25 },
      { seed: 8 },
      { trim: "6x9" },
      { audience: "adults" },
    ]
    for (const change of changes) {
      const { status, body } = await ask("mine", { ...NEW_BOOK, ...change })
      expect([status, body.code], JSON.stringify(change)).toEqual([409, "idempotency-key-reused"])
    }
    expect(await books()).toBe(before)
  })

  it("does not remember a request that was refused", async () => {
    expect((await ask("refused", { ...NEW_BOOK, pageCount: 5 })).status).toBe(400)
    expect((await ask("refused", NEW_BOOK)).status).toBe(202)
  })

  it.each([
    ["an empty key", ""],
    ["a key of 201 characters", "x".repeat(201)],
  ])("refuses %s in a sentence", async (_, key) => {
    const before = await books()
    const { status, body } = await ask(key, NEW_BOOK)
    expect([status, body.detail]).toEqual([400, "idempotency-key takes text of 1 to 200 characters."])
    expect(body.errors).toMatchObject([{ field: "idempotency-key" }])
    expect(await books()).toBe(before)
  })

  it("takes a key of 200 characters, of any kind that a header can hold", async () => {
    expect((await ask("é/ ~".repeat(50), NEW_BOOK)).status).toBe(202)
  })

  it("makes a book each time without one", async () => {
    const [one, two] = [
      await test.call("POST", "/api/v1/ebooks", NEW_BOOK),
      await test.call("POST", "/api/v1/ebooks", NEW_BOOK),
    ]
    expect(one.body.id).not.toBe(two.body.id)
  })
})
