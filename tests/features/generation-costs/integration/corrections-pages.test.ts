import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openTestApp, type TestApp } from "../../../support/app.ts"

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ real: true, leaseSeconds: 3 })
})
afterAll(() => app.close())

const DAY = "2026-11-20"
const REASON = "It is not on OpenRouter's activity page."
let ids = 0

/** What a person reads: markup gone, entities and spaces put straight. */
async function read(path: string) {
  const { status, body, headers } = await app.call("GET", path)
  return { status, markup: String(body), words: wordsOf(String(body)), headers }
}
const wordsOf = (markup: string) =>
  markup
    .slice(markup.indexOf("<main"), markup.indexOf("</main>"))
    .replaceAll(/<(\/?)(span|b|a|code)\b[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ")

const post = (path: string, form: Record<string, string>) =>
  app.call("POST", path, new URLSearchParams(form).toString())

const report = (told: object) =>
  app.call("POST", "/api/v1/usage", {
    ...{ route: "images", model: "press/page", occurredAt: `${DAY}T12:00:00.000Z`, pages: [1], usage: null },
    ...told,
  })

async function lose(): Promise<string> {
  const attemptId = `lost-${++ids}`
  await report({ attemptId, outcome: "unknown", ebookId: `book-${ids}` })
  return `/dashboard/costs/attempts/${attemptId}`
}

describe("the page of an attempt whose answer is lost", () => {
  it("asks what became of it and says where to look", async () => {
    const { words } = await read(await lose())
    expect(words).toContain("What became of it")
    expect(words).toContain("OpenRouter’s activity: a call of press/page, sent 20 Nov 2026, 12:00 UTC.")
    expect(words).toContain("Corrections none")
  })

  it("takes the answer, and then tells it with who, when and why", async () => {
    const page = await lose()
    const answer = await post(`${page}/resolve`, { became: "amount", amount: "$0.0387", reason: REASON })
    expect([answer.status, answer.headers.get("location")]).toEqual([303, page])
    const { words, markup } = await read(page)
    expect(words).toContain("what became of it was said by hand.")
    expect(words).not.toContain("may have been charged")
    expect(words).not.toContain("Computed from prices, counts")
    expect(words).toMatch(/Resolved by hand It is not on OpenRouter's activity page\. .+ \$0\.0387 \$0\.0387/)
    expect(words).toContain("1 correction")
    expect(markup).toContain("Say it again, otherwise")
  })

  it.each([
    ["free", { amount: "0" }],
    ["unknown", { amount: null }],
  ])("takes that it was %s", async (became, told) => {
    const page = await lose()
    expect((await post(`${page}/resolve`, { became, amount: "", reason: REASON })).status).toBe(303)
    expect((await app.call("GET", `/api/v1${page.replace("/dashboard", "")}`)).body).toMatchObject(told)
  })

  it.each([
    [{}, ["Choose whether it was charged.", "Say in 1 to 500 characters how you know."]],
    [{ became: "amount", amount: "4 cents", reason: REASON }, ["Write the amount in US dollars, such as 0.0387"]],
    [{ became: "free", amount: "0.04", reason: REASON }, ["An amount belongs only to “Charged this amount”"]],
    [{ became: "bananas", reason: REASON }, ["Choose whether it was charged."]],
  ])("keeps what was typed where it refuses %j", async (form: Record<string, string>, sentences) => {
    const page = await lose()
    const { status, body } = await post(`${page}/resolve`, form)
    expect(status).toBe(400)
    for (const sentence of sentences) expect(wordsOf(body)).toContain(sentence)
    for (const typed of [form["amount"], form["reason"]].filter((text) => text !== undefined))
      expect(body.replaceAll("&#39;", "'")).toContain(`value="${typed}"`)
    if (form["became"] === "free") expect(body).toMatch(/value="free" checked/)
    expect((await app.call("GET", `/api/v1${page.replace("/dashboard", "")}`)).body.adjustments).toEqual([])
  })

  it("says which of its corrections no longer counts once the answer has come", async () => {
    const page = await lose()
    await post(`${page}/resolve`, { became: "free", amount: "", reason: REASON })
    await report({ attemptId: `lost-${ids}`, ebookId: `book-${ids}`, outcome: "succeeded", usage: { cost: 0.05 } })
    const { words } = await read(page)
    expect(words).toContain("Its answer came after all, and its charge counts.")
    expect(words).not.toContain("What became of it")
  })

  it("of nobody is not there", async () => {
    expect((await post("/dashboard/costs/attempts/nobody/resolve", {})).status).toBe(404)
    expect((await post("/dashboard/costs/attempts/nobody/resolve", { became: "free", reason: REASON })).status).toBe(
      404,
    )
  })
})

describe("the page of repricing", () => {
  const PAGE = "/dashboard/prices/repricing"
  const TOKENS = { prompt_tokens: 100, completion_tokens: 0 }
  const show = (model: string, told: Record<string, string> = {}) =>
    `${PAGE}?${new URLSearchParams({ from: DAY, to: DAY, model, money: "real", show: "1", ...told })}`

  async function unpriced(model: string): Promise<void> {
    await report({ attemptId: `of ${model}`, model, outcome: "no-usable-image", imagesReturned: 0, usage: TOKENS })
    await app.kernel.db.execute(sql`
      insert into generation_costs.price_versions (model, meter, unit, unit_price, valid_from, source, fetched_at)
      values (${model}, 'input_text', 'token', 0.000001, '2026-01-01', 'a test', now())`)
  }

  it("shows nothing before it is asked, and then what would change", async () => {
    await unpriced("press/shown")
    const { words } = await read(PAGE)
    expect(words).not.toContain("What would change")
    expect(words).toContain("Nothing was repriced yet.")
    const shown = await read(show("press/shown"))
    expect(shown.words).toContain("1 charge would cost something else")
    expect(shown.words).toContain("1 unpriced charge gets a price.")
    expect(shown.words).toMatch(/of press\/shown press\/shown 20 Nov 2026, 12:00 unknown \$0\.0001 \$0\.0001/)
    expect(shown.words).toContain("Reprice 1 charge")
  })

  it("applies it by a button, lists it, and undoes it by another", async () => {
    await unpriced("press/applied")
    const form = { from: DAY, to: DAY, model: "press/applied", money: "real" }
    const applied = await post(`${PAGE}/apply`, form)
    expect(applied.status).toBe(303)
    const { words } = await read(applied.headers.get("location") ?? "")
    expect(words).toMatch(/Repricing \d+ is done: 1 charge was corrected, by \$0\.0001 in all\./)
    expect(words).toMatch(/No\. \d+: press\/applied, 20 Nov 2026, 00:00 up to 21 Nov 2026, 00:00/)
    const [id] = /(?<=No\. )\d+(?=: press\/applied)/.exec(words) ?? []
    const undone = await post(`${PAGE}/undo`, { id: id ?? "", money: "real" })
    expect(undone.status).toBe(303)
    expect((await read(undone.headers.get("location") ?? "")).words).toContain(`Repricing ${id} is undone`)
    expect((await post(`${PAGE}/undo`, { id: id ?? "" })).status).toBe(409)
    expect((await post(`${PAGE}/undo`, { id: "one" })).status).toBe(400)
  })

  it("says where nothing would change, and where nothing was left to change", async () => {
    expect((await read(show("press/none"))).words).toContain("Nothing would change.")
    const answer = await post(`${PAGE}/apply`, { from: DAY, to: DAY, model: "press/none", money: "real" })
    const { words } = await read(answer.headers.get("location") ?? "")
    expect(words).toContain("There was nothing left to change, and nothing was written.")
  })

  it.each([
    [{ from: "yesterday" }, "“yesterday” is no day. Write it like 2026-11-23."],
    [{ to: "" }, "Say a day, such as 2026-11-23."],
    [{ to: "2026-11-19" }, "The last day is before the first."],
    [{ to: "2026-02-30" }, "“2026-02-30” is no day."],
  ])("keeps what was typed where it refuses %j", async (told: Record<string, string>, sentence) => {
    const { status, words, markup } = await read(show("press/shown", told))
    expect([status, words]).toEqual([400, expect.stringContaining(sentence)])
    for (const typed of Object.values(told)) expect(markup).toContain(`value="${typed}"`)
  })
})
