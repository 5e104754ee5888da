import { describe, expect, it } from "vitest"
import { COVER_MODEL, PAGE_MODEL, reply, running } from "./running.ts"

const CHARGED = [{ cost: "0.0387243" }]

describe("faults ordered from the sandbox", () => {
  it("are used up one per request, in order, and by matching requests only", async () => {
    const { ask, order, root } = await running()
    const statuses = async (...asked: [object, Record<string, string>?][]) => {
      const seen: number[] = []
      for (const [body, headers] of asked) seen.push((await ask(body, headers)).status)
      return seen
    }
    expect((await order({ kind: "server-error", status: 503, times: 2 }, { kind: "rate-limited" })).status).toBe(201)
    expect(await statuses([{}], [{}], [{}], [{}])).toEqual([503, 503, 429, 200])
    await order(
      { kind: "unauthorized", match: { model: COVER_MODEL } },
      { kind: "server-error", match: { attemptId: "a" } },
      { kind: "rate-limited", match: { promptIncludes: "whale" } },
      { kind: "payment-required", match: { model: PAGE_MODEL } },
    )
    const [whale, attempt, cover] = [{ prompt: "a whale" }, { "x-session-id": "a" }, { model: COVER_MODEL }]
    expect(await statuses([{}], [whale], [{}, attempt], [{}], [cover])).toEqual([402, 429, 502, 200, 401])
    await order({ kind: "latency", latencyMs: 1, times: 3 })
    const list = async (method: string) =>
      (await (await fetch(`${root}/sandbox/faults`, { method })).json()) as { faults: unknown[] }
    expect((await list("GET")).faults).toMatchObject([{ kind: "latency", times: 3 }])
    expect((await list("DELETE")).faults).toEqual([])
    expect((await list("GET")).faults).toEqual([])
  })

  it("are refused with a sentence when unknown or wrong, and none of that order is queued", async () => {
    const { order, root } = await running()
    const refused = await order({ kind: "latency", latencyMs: 5 }, { kind: "gremlins" })
    expect(refused.status).toBe(400)
    expect((await reply(refused)).error?.message).toMatch(
      /^faults\.1\.kind is wrong: must be one of: .*blank-image.*gremlins.*\.$/,
    )
    expect((await order({ kind: "latency" })).status).toBe(400)
    expect((await order({ kind: "blank-image", tines: 2 })).status).toBe(400)
    expect((await fetch(`${root}/sandbox/faults`, { method: "POST", body: "{" })).status).toBe(400)
    expect(await (await fetch(`${root}/sandbox/faults`)).json()).toEqual({ faults: [] })
  })

  it("rate-limited: 429 with Retry-After as ordered, a number, a date, junk or none", async () => {
    const { ask, order, charges } = await running()
    const values = [12, "Wed, 21 Oct 2026 07:28:00 GMT", "soon", undefined]
    await order(...values.map((retryAfter) => ({ kind: "rate-limited", retryAfter })))
    for (const value of values) {
      const response = await ask()
      expect([response.status, response.headers.get("retry-after")]).toEqual([
        429,
        value === undefined ? null : String(value),
      ])
      expect((await reply(response)).error?.metadata).toEqual({ error_type: "rate_limit_exceeded" })
    }
    expect((await charges()).charges).toEqual([])
  })

  it.each([
    ["server-error", 502, "provider_unavailable"],
    ["unauthorized", 401, "authentication"],
    ["payment-required", 402, "payment_required"],
    ["moderated", 403, "content_policy_violation"],
    ["error-in-200", 200, "provider_unavailable"],
  ])("%s: status %i, in OpenRouter's error shape, without a charge", async (kind, status, error_type) => {
    const { ask, order, charges } = await running()
    await order({ kind })
    const response = await ask()
    expect(response.status).toBe(status)
    const body = await reply(response)
    expect(body.error).toMatchObject({
      code: expect.any(Number),
      message: expect.any(String),
      metadata: { error_type },
    })
    if (kind === "moderated") expect(body.error?.metadata).toHaveProperty("reasons")
    expect(body.usage).toBeUndefined()
    expect((await charges()).charges).toEqual([])
  })

  it.each([500, 502, 503, 524, 529])("server-error: also with status %i", async (status) => {
    const { ask, order } = await running()
    await order({ kind: "server-error", status })
    const response = await ask()
    expect([response.status, (await reply(response)).error?.code]).toEqual([status, status])
  })

  it("error-in-200 when charged: an error with a cost beside it, and the charge in the log", async () => {
    const { ask, order, charges } = await running()
    await order({ kind: "error-in-200", charged: true })
    expect(await reply(await ask())).toMatchObject({ error: { code: 502 }, usage: { cost: 0.0387243 } })
    expect((await charges()).charges).toMatchObject(CHARGED)
  })

  it.each([
    ["truncated-body", true],
    ["charged-then-reset", true],
    ["reset-before-charge", false],
  ])("%s: the answer never arrives whole; charged: %s", async (kind, charged) => {
    const { ask, order, charges } = await running()
    await order({ kind })
    const body = ask().then((response) => {
      expect([kind, Number(response.headers.get("content-length")) > 1000]).toEqual(["truncated-body", true])
      return response.text()
    })
    await expect(body).rejects.toThrow(/terminated|fetch failed/)
    expect((await charges()).charges).toMatchObject(charged ? CHARGED : [])
    expect((await ask()).status).toBe(200)
  })

  it.each([true, false])("silence: headers and then nothing; charged: %s", async (charged) => {
    const { ask, order, charges, close } = await running()
    await order({ kind: "silence", charged })
    const response = await ask()
    expect(response.status).toBe(200)
    const nothing = new Promise((done) => setTimeout(() => done("nothing"), 150))
    const text = response.text()
    expect(await Promise.race([text.catch(() => "cut"), nothing])).toBe("nothing")
    expect((await charges()).charges).toMatchObject(charged ? CHARGED : [])
    await close()
    await expect(text).rejects.toThrow()
  })

  it("latency: the answer is whole, only later", async () => {
    const { ask, order } = await running()
    await order({ kind: "latency", latencyMs: 300 })
    const start = performance.now()
    expect((await ask()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThanOrEqual(299)
  })
})
