import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { EbookDeleted, EbookRenamed, EbookRestored } from "../../../../src/features/ebook-generation/events.ts"
import {
  keepPage,
  keepReportedPages,
} from "../../../../src/features/generation-costs/infrastructure/ledger/kept-pages.ts"
import { illustrated, requested, SAID_AT } from "../events.ts"
import { report } from "../examples.ts"
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

  it("keeps the key of that picture, of a first one and of the next", async () => {
    const page = { ebookId: "book-1", pageNumber: 1 }
    for (const [attemptId, imageKey] of [
      ["a", "key-a"],
      ["b", "key-b"],
    ] as const) {
      await ledger.bus.transaction((tx) => keepPage(tx, { ...page, attemptId, imageKey }))
      expect(await ledger.rows("kept_pages")).toMatchObject([{ attempt_id: attemptId, image_key: imageKey }])
    }
  })

  it("has no key of a picture whose money was only reported", async () => {
    await ledger.bus.transaction((tx) => keepReportedPages(tx, report({ attemptId: "a", pages: [1] })))
    expect(await ledger.rows("kept_pages")).toMatchObject([{ attempt_id: "a", image_key: null }])
  })

  it("knows that nobody can look at a deleted book, until the deletion is taken back", async () => {
    const about = { ebookId: "book-1" }
    await ledger.happen(requested({}), EbookDeleted.of(about, SAID_AT))
    expect(await ledger.rows("ebooks")).toMatchObject([{ title: "Mandalas", deleted_at: expect.any(String) }])
    await ledger.happen(EbookRestored.of(about, SAID_AT))
    expect(await ledger.rows("ebooks")).toMatchObject([{ title: "Mandalas", deleted_at: null }])
  })

  it("knows the book's title, theme and kind of money; a new title stays", async () => {
    const renamed = EbookRenamed.of({ ebookId: "book-1", title: "Owls", author: null }, SAID_AT)
    const request = requested({ simulated: true })
    await ledger.happen(request, renamed, { ...request, id: crypto.randomUUID() })
    expect(await ledger.rows("ebooks")).toMatchObject([{ title: "Owls", theme_id: "mandalas", simulated: true }])
  })
})
