import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { rawMember } from "../../../../src/features/generation-costs/presentation/api/raw-member.ts"

describe("the text of a member of a JSON object", () => {
  it("is kept digit for digit and space for space", () => {
    expect(rawMember('{"a":1, "usage" : { "cost" : 0.1234567890123456789,\n"n":1E400 } ,"b":2}', "usage")).toBe(
      '{ "cost" : 0.1234567890123456789,\n"n":1E400 }',
    )
  })

  it("is not mistaken for text in a string, a deeper member or a value of that name", () => {
    expect(rawMember('{"a":"\\"usage\\":1,","b":{"usage":2},"c":["usage"],"d":"usage","usage":3}', "usage")).toBe("3")
    expect(rawMember('{"b":{"usage":2}}', "usage")).toBeUndefined()
  })

  it("is the last one's of several, however the name is written, as JSON.parse has it", () => {
    expect(rawMember('{"usage":1,"usa\\u0067e":{"a":"}"}}', "usage")).toBe('{"a":"}"}')
  })

  it("is what JSON.parse finds, for any object", () => {
    const object = fc.dictionary(fc.oneof(fc.constant("usage"), fc.string()), fc.jsonValue())
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent)
        const parsed = Object.hasOwn(JSON.parse(json), "usage") ? JSON.parse(json).usage : undefined
        const raw = rawMember(json, "usage")
        expect(raw === undefined ? undefined : JSON.parse(raw)).toEqual(parsed)
      }),
    )
  })
})
