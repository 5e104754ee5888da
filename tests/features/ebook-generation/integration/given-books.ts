import { randomUUID } from "node:crypto"
import { and, eq } from "drizzle-orm"
import { toCover } from "../../../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { toLineArt } from "../../../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { requestEbook } from "../../../../src/features/ebook-generation/infrastructure/request-ebook.ts"
import {
  attemptCosts,
  attempts,
  ebooks,
  pages,
} from "../../../../src/features/ebook-generation/infrastructure/tables.ts"
import type { PresentationDeps } from "../../../../src/features/ebook-generation/presentation/deps.ts"
import { COVER, LINE_DRAWING, picture } from "../unit/images/pictures.ts"

const SMALL = { width: 255, height: 330 }
const BOOK = {
  title: "Quiet Circles",
  author: "Mara Lind",
  themeId: "mandalas",
  audience: "adults",
  pageCount: 24,
} as const

type PageChange = Partial<typeof pages.$inferInsert>

/** Books in whatever state a test wants to look at: nobody draws here. */
export function givenBooks(deps: PresentationDeps) {
  const { db, simulated } = deps
  const charge = (attemptId: string, on: { ebookId: string; pageNumber: number; amount: string }) =>
    db
      .insert(attemptCosts)
      .values({ attemptId, ebookId: on.ebookId, pages: [on.pageNumber], amount: on.amount, simulated })
  return {
    charge,
    async book(change: Partial<typeof ebooks.$inferInsert>): Promise<string> {
      const models = { coverModel: deps.models.coverModel, pageModel: deps.models.pageModel }
      const { id } = await requestEbook(deps, { ...BOOK, ...models, seed: 7, trim: "8.5x11" }, null)
      await db
        .update(ebooks)
        .set({ status: "generating", ...change })
        .where(eq(ebooks.id, id))
      return id
    },
    setPage: (ebookId: string, number: number, change: PageChange) =>
      db
        .update(pages)
        .set(change)
        .where(and(eq(pages.ebookId, ebookId), eq(pages.number, number))),
    /** As many more pages as the book then has in all, covers apart. */
    async morePages(ebookId: string, pageCount: number): Promise<void> {
      await db
        .update(pages)
        .set({ number: pageCount + 1 })
        .where(and(eq(pages.ebookId, ebookId), eq(pages.kind, "back-cover")))
      const more = Array.from({ length: pageCount - BOOK.pageCount }, (_, i) => BOOK.pageCount + 1 + i)
      await db
        .insert(pages)
        .values(more.map((number) => ({ ebookId, number, kind: "content" as const, prompt: "more" })))
    },
    setPages: (ebookId: string, change: PageChange) => db.update(pages).set(change).where(eq(pages.ebookId, ebookId)),
    /** An attempt at a page; `amount` is what it was charged, undefined while that is not booked. */
    async attempt(ebookId: string, pageNumber: number, about: { outcome: string | null; amount?: string }) {
      const { outcome, amount } = about
      const id = randomUUID()
      const status = outcome === null ? "sent" : outcome === "unknown" ? "unknown" : "ended"
      const sentAt = new Date()
      const what = { purpose: "page", requestedModel: "m", request: "{}", heldAmount: "0.05", token: 1 }
      await db
        .insert(attempts)
        .values({ ...what, id, generationId: id, ebookId, pageNumber, status, outcome, sentAt, endedAt: sentAt })
      if (amount !== undefined) await charge(id, { ebookId, pageNumber, amount })
      return id
    },
    /** Gives every page its picture, small ones. */
    async drawAll(ebookId: string): Promise<void> {
      const cover = await toCover(await picture(COVER), SMALL)
      const page = await toLineArt(await picture(LINE_DRAWING), SMALL)
      if (!cover.ok || !page.ok) throw new Error("the pictures of this test are no good")
      await deps.assets.put("ebooks/cover.png", cover.png)
      await deps.assets.put("ebooks/page.png", page.png)
      await db.update(pages).set({ status: "drawn", imageKey: "ebooks/cover.png" }).where(eq(pages.ebookId, ebookId))
      await db
        .update(pages)
        .set({ imageKey: "ebooks/page.png" })
        .where(and(eq(pages.ebookId, ebookId), eq(pages.kind, "content")))
    },
  }
}
