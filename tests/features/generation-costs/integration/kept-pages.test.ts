import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { EbookRenamed } from "../../../../src/features/ebook-generation/events.ts"
import { illustrated, requested, SAID_AT } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
beforeEach(() => ledger.emptyLedger())
afterAll(() => ledger.close())

const kept = async () =>
  (await ledger.rows("kept_pages")).map(({ page_number, attempt_id }) => [page_number, attempt_id])

describe("what the ledger copies of a book", () => {
  it("keeps the attempt whose picture a page has, the latest one", async () => {
    await ledger.happen(illustrated(1, "a"), illustrated(2, "b"), illustrated(1, "c"))
    expect(await kept()).toEqual([
      [1, "c"],
      [2, "b"],
    ])
  })

  it("keeps no attempt for a picture that was composed here", async () => {
    await ledger.happen(illustrated(25, null), illustrated(1, "a"), illustrated(1, null))
    expect(await kept()).toEqual([])
  })

  it("knows the book's title, theme and kind of money; a new title stays", async () => {
    const renamed = EbookRenamed.of({ ebookId: "book-1", title: "Owls", author: null }, SAID_AT)
    const request = requested({ simulated: true })
    await ledger.happen(request, renamed, { ...request, id: crypto.randomUUID() })
    expect(await ledger.rows("ebooks")).toMatchObject([{ title: "Owls", theme_id: "mandalas", simulated: true }])
  })
})
