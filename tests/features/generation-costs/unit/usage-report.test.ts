import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { fingerprint } from "../../../../src/features/generation-costs/domain/usage-report.ts"
import { report } from "../examples.ts"

const print = (usage: string | null) => fingerprint(report({ usage }))

describe("the fingerprint of a report", () => {
  it("is the same for the same content, told in another way or at another time", () => {
    expect(print('{ "b":[1,2],\n"cost": 0.50, "a":1e2 }')).toBe(print('{"a":100,"b":[1.0,20e-1],"cost":5e-1}'))
    expect(print('{"cost":-0}')).toBe(print('{"cost":0.0}'))
    expect(fingerprint(report({ reportedAt: new Date(0) }))).toBe(fingerprint(report({ reportedAt: new Date(1) })))
  })

  it("tells numbers apart that are one float", () => {
    expect(print('{"cost":0.1234567890123456789}')).not.toBe(print('{"cost":0.1234567890123456788}'))
    expect(print('{"cost":1e400}')).not.toBe(print('{"cost":1e401}'))
    expect(print('{"cost":1e99999}')).not.toBe(print('{"cost":1e99998}'))
  })

  it("tells text from numbers, lists from their parts, and nothing from null", () => {
    const prints = ['{"cost":"1"}', '{"cost":1}', '{"cost":[1]}', '{"cost":{"1":1}}', '{"cost":null}', "{}", null]
    expect(new Set(prints.map(print)).size).toBe(prints.length)
  })

  it("differs where any other field differs", () => {
    const prints = [
      {},
      { attemptId: "b" },
      { generationId: "b" },
      { ebookId: null },
      { pages: [2] },
      { purpose: "cover" },
      { route: "chat" as const },
      { model: "b" },
      { requestedModel: "b" },
      { provider: "b" },
      { occurredAt: new Date(1) },
      { outcome: "refused" as const },
      { imagesReturned: 2 },
      { simulated: true },
    ].map((change) => fingerprint(report(change)))
    expect(new Set(prints).size).toBe(prints.length)
  })

  it("can be taken of anything", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (usage) => print(usage).length === 64))
    expect(print("[".repeat(500_000))).not.toBe(print("[".repeat(500_001)))
    expect(print(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toHaveLength(64)
  })
})
