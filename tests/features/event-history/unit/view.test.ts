import { describe, expect, it } from "vitest"
import { hrefOf, PLAIN, queryOf, viewFrom } from "../../../../src/features/event-history/view.ts"

const ID = "019ab1f0-3c62-7d41-9a54-0c6f6f0e0001"
const of = (query: string) => viewFrom(new URLSearchParams(query))

describe("what the list shows stands in its address", () => {
  it("says only what differs from the plain list, and reads back what it says", () => {
    expect(hrefOf(PLAIN)).toBe("/dashboard/events")
    const view = { state: "parked", type: "a.b", book: "Dino & co", before: ID } as const
    expect(of(queryOf(view))).toEqual(view)
  })

  it.each(["state=odd", "type=", "book=%00", "before=7", "before=%27", `before=${ID}%20`, `book=${"x".repeat(201)}`])(
    "falls back to everything for %s",
    (query) => expect(of(query)).toEqual(PLAIN),
  )
})
