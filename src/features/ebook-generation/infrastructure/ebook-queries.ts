import { and, asc, count, desc, eq, getTableColumns, inArray, isNull } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { type AttemptMoney, type Total, totalOf } from "../domain/book-cost.ts"
import { attemptCosts, attempts, type EbookStatus, ebooks, pages } from "./tables.ts"

type EbookRow = typeof ebooks.$inferSelect
type PageRow = typeof pages.$inferSelect

/** A sheet side as people see it. */
export type PageView = Pick<
  PageRow,
  "number" | "kind" | "status" | "prompt" | "problem" | "attemptId" | "imageKey" | "drawingSince"
> & {
  attemptCount: number
  /** Attempts whose answer is lost. */
  unresolvedCount: number
  cost: Total
}

export type EbookView = EbookRow & { pages: PageView[]; progress: Progress; cost: Total; attemptCount: number }
export type Progress = { done: number; total: number; failed: number; unresolved: number }

/** The book with its pages, or null where there is none (or it is hidden). */
export async function readEbook(db: Db, id: string): Promise<EbookView | null> {
  const [ebook] = await readEbooks(db, [id])
  return ebook ?? null
}

/** Newest first. */
export async function listEbooks(
  db: Db,
  { status, page, pageSize }: { status: EbookStatus | null; page: number; pageSize: number },
): Promise<{ items: EbookView[]; total: number }> {
  const shown = and(isNull(ebooks.hiddenAt), status ? eq(ebooks.status, status) : undefined)
  const [found] = await db.select({ total: count() }).from(ebooks).where(shown)
  const ids = await db
    .select({ id: ebooks.id })
    .from(ebooks)
    .where(shown)
    .orderBy(desc(ebooks.requestedAt), desc(ebooks.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const items = await readEbooks(
    db,
    ids.map(({ id }) => id),
  )
  return { items, total: found?.total ?? 0 }
}

async function readEbooks(db: Db, ids: string[]): Promise<EbookView[]> {
  if (ids.length === 0) return []
  const [books, sheets, tries, costs] = await Promise.all([
    db
      .select()
      .from(ebooks)
      .where(and(inArray(ebooks.id, ids), isNull(ebooks.hiddenAt)))
      .orderBy(desc(ebooks.requestedAt), desc(ebooks.id)),
    db.select().from(pages).where(inArray(pages.ebookId, ids)).orderBy(asc(pages.ebookId), asc(pages.number)),
    db
      .select({
        id: attempts.id,
        ebookId: attempts.ebookId,
        page: attempts.pageNumber,
        status: attempts.status,
        held: attempts.heldAmount,
      })
      .from(attempts)
      .where(inArray(attempts.ebookId, ids)),
    db.select(getTableColumns(attemptCosts)).from(attemptCosts).where(inArray(attemptCosts.ebookId, ids)),
  ])
  return books.map((ebook) => {
    const money = moneyOf(ebook, tries, costs)
    const views = sheets
      .filter((page) => page.ebookId === ebook.id)
      .map((page) => pageView(page, money, ebook.simulated))
    const failed = views.filter(({ status }) => status === "failed").length
    const done = views.filter(({ status }) => status === "drawn").length
    const cost = totalOf(money, ebook.simulated, null)
    const attemptCount = money.filter(({ sent }) => sent).length
    return {
      ...ebook,
      pages: views,
      cost,
      attemptCount,
      progress: { done, total: views.length, failed, unresolved: cost.unresolvedCount },
    }
  })
}

type Try = {
  id: string
  ebookId: string
  page: number
  status: (typeof attempts.$inferSelect)["status"]
  held: string | null
}

/** What is known of the money of each attempt: our own, and those that were reported from elsewhere for this book. */
function moneyOf(
  ebook: EbookRow,
  tries: readonly Try[],
  costs: readonly (typeof attemptCosts.$inferSelect)[],
): AttemptMoney[] {
  const charged = new Map(
    costs.filter((c) => c.ebookId === ebook.id && c.simulated === ebook.simulated).map((c) => [c.attemptId, c]),
  )
  const own = tries.filter(({ ebookId, status }) => ebookId === ebook.id && status !== "released")
  const ownIds = new Set(own.map(({ id }) => id))
  return [
    ...own.map(({ id, page, status, held }): AttemptMoney => {
      const cost = charged.get(id)
      if (cost) return { sent: true, pages: [page], state: "charged", amount: cost.amount }
      return { sent: true, pages: [page], state: status === "unknown" ? "unresolved" : "held", amount: held }
    }),
    ...[...charged.values()]
      .filter(({ attemptId }) => !ownIds.has(attemptId))
      .map(({ pages: numbers, amount }): AttemptMoney => ({ sent: false, pages: numbers, state: "charged", amount })),
  ]
}

function pageView(page: PageRow, money: readonly AttemptMoney[], simulated: boolean): PageView {
  const { number, kind, status, prompt, problem, attemptId, imageKey, drawingSince } = page
  const ofPage = money.filter((one) => one.pages.includes(number))
  const cost = totalOf(ofPage, simulated, number)
  const attemptCount = ofPage.filter(({ sent }) => sent).length
  return {
    number,
    kind,
    status,
    prompt,
    problem,
    attemptId,
    imageKey,
    drawingSince,
    attemptCount,
    unresolvedCount: cost.unresolvedCount,
    cost,
  }
}
