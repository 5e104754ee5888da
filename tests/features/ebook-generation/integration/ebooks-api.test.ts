import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { API_KEY, NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
})
afterAll(() => test.close())

const booksStored = async () =>
  Number((await test.kernel.db.execute<any>(sql`select count(*) from ebook_generation.ebooks`)).rows[0].count)
const ask = (change: object) => test.call("POST", "/api/v1/ebooks", { ...NEW_BOOK, ...change })
const eventsOf = async (id: string) =>
  (
    await test.kernel.db.execute<any>(
      sql`select name from events.events where aggregate_id = ${id} and name like 'ebook-generation.%' order by sequence`,
    )
  ).rows.map((row) => row.name)

describe("asking for a book", () => {
  it.each([
    ["pageCount", { pageCount: 23 }, "pageCount takes a whole number from 24 to 100."],
    ["pageCount", { pageCount: 101 }, "pageCount takes a whole number from 24 to 100."],
    ["pageCount", { pageCount: "24" }, "pageCount takes a whole number from 24 to 100."],
    ["title", { title: "" }, "title takes text of 1 to 200 characters."],
    ["title", { title: "a\nb" }, "title takes text without line breaks or control characters."],
    ["audience", { audience: "all" }, "audience takes one of 3-5, 6-8, 9-12, adults."],
    ["themeId", { themeId: "cars" }, "themeId takes one of dinosaurs, mandalas."],
    ["seed", { seed: -1 }, `seed takes a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`],
    ["colour", { colour: "red" }, "colour is not known here."],
  ])("with a wrong %s is refused in one sentence and stores nothing", async (field, change, sentence) => {
    const before = await booksStored()
    const { status, body, headers } = await ask(change)
    expect(status).toBe(400)
    expect(headers.get("content-type")).toBe("application/problem+json")
    expect(body).toMatchObject({
      code: "invalid-request",
      status: 400,
      detail: sentence,
      errors: [{ field, message: sentence }],
    })
    expect(await booksStored()).toBe(before)
  })

  it("refuses what is no JSON", async () => {
    expect(await test.call("POST", "/api/v1/ebooks", "{")).toMatchObject({
      status: 400,
      body: { code: "invalid-request" },
    })
  })

  it("twice with one Idempotency-Key makes one book, also at the same instant; with another request it is a conflict", async () => {
    const send = (title: string) =>
      test.app.web.request("/api/v1/ebooks", {
        method: "POST",
        headers: {
          authorization: `Bearer ${API_KEY}`,
          "content-type": "application/json",
          "idempotency-key": "press-42",
        },
        body: JSON.stringify({ ...NEW_BOOK, title }),
      })
    const answers = await Promise.all(Array.from({ length: 5 }, () => send("Once")))
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))
    expect(new Set(ids).size).toBe(1)
    expect((await send("Another")).status).toBe(409)
  })

  it("gives the same prompts for the same theme, audience and seed, and other ones for another seed", async () => {
    const prompts = async (seed: number) => {
      const { body } = await ask({ seed })
      return (await test.call("GET", `/api/v1/ebooks/${body.id}`)).body.pages.map(
        (page: { prompt: string }) => page.prompt,
      )
    }
    expect(await prompts(1)).toEqual(await prompts(1))
    expect(await prompts(1)).not.toEqual(await prompts(2))
  })
})

describe("a book's state", () => {
  it("is paused, resumed, renamed, cancelled, and each is refused where it makes no sense", async () => {
    const { id } = (await ask({})).body
    expect((await test.call("POST", `/api/v1/ebooks/${id}/pause`)).body).toEqual({ id, status: "paused" })
    expect(await test.call("POST", `/api/v1/ebooks/${id}/pause`)).toMatchObject({
      status: 409,
      body: { code: "ebook-in-other-state" },
    })
    expect((await test.call("POST", `/api/v1/ebooks/${id}/resume`)).body).toEqual({ id, status: "generating" })
    expect((await test.call("PATCH", `/api/v1/ebooks/${id}`, { title: "Loud Circles" })).body).toMatchObject({
      title: "Loud Circles",
      author: "Mara Lind",
    })
    expect((await test.call("POST", `/api/v1/ebooks/${id}/cancel`)).body).toEqual({ id, status: "cancelled" })
    expect((await test.call("POST", `/api/v1/ebooks/${id}/resume`)).status).toBe(409)
    expect(await eventsOf(id)).toEqual(
      ["ebook-requested", "ebook-paused", "ebook-resumed", "ebook-renamed", "ebook-cancelled"].map(
        (name) => `ebook-generation.${name}`,
      ),
    )
  })

  it("is hidden by DELETE, after a cancellation if it was at work", async () => {
    const { id } = (await ask({})).body
    expect((await test.call("DELETE", `/api/v1/ebooks/${id}`)).status).toBe(204)
    expect((await test.call("GET", `/api/v1/ebooks/${id}`)).status).toBe(404)
    expect(await eventsOf(id)).toContain("ebook-generation.ebook-cancelled")
  })
})

describe("lists", () => {
  it("are paged, newest first, and filtered by status", async () => {
    const { body } = await test.call("GET", "/api/v1/ebooks?pageSize=2&status=requested")
    expect(body).toMatchObject({ page: 1, pageSize: 2, items: [{ status: "requested" }, { status: "requested" }] })
    expect(body.total).toBeGreaterThan(2)
    expect(body.items[0].requestedAt > body.items[1].requestedAt).toBe(true)
  })

  it.each(["pageSize=201", "pageSize=0", "page=x", "status=lost", "colour=red"])("refuse %s", async (query) => {
    expect((await test.call("GET", `/api/v1/ebooks?${query}`)).status).toBe(400)
  })

  it("name the themes", async () => {
    expect((await test.call("GET", "/api/v1/themes")).body.items.map((theme: { id: string }) => theme.id)).toEqual([
      "dinosaurs",
      "mandalas",
    ])
    expect((await test.call("GET", "/api/v1/themes/cars")).status).toBe(404)
  })
})

describe("the OpenAPI document", () => {
  it("names every route of the API", async () => {
    const { body } = await test.call("GET", "/api/openapi.json")
    expect(body.openapi).toBe("3.1.0")
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        "/api/v1/ebooks",
        "/api/v1/ebooks/{id}",
        "/api/v1/themes",
        "/api/v1/costs",
        "/api/v1/usage",
      ]),
    )
  })
})
