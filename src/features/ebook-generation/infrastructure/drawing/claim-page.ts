import { and, asc, eq, exists, inArray, lte, ne, notExists, or, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/pg-core"
import { v7 as uuidv7 } from "uuid"
import { publish, type Tx } from "../../../../shared/events/transaction.ts"
import { imageSeed } from "../../domain/coloring-book-strategy.ts"
import { imageCall } from "../../domain/image-call.ts"
import { EbookGenerationStarted } from "../../events.ts"
import { attempts, ebooks, pages } from "../tables.ts"
import type { AttemptRow, DrawingDeps, EbookRow, PageRow } from "./deps.ts"

/** A page under our lease. The back cover has no attempt: it is composed here. */
export type Claimed = { ebook: EbookRow; page: PageRow; attempt: AttemptRow | null }

/**
 * Before a call, one transaction: take the next waiting page under a lease and a new fence token, store the attempt
 * as `sent` with the exact request, and last reserve its expected cost.
 */
export async function claimPage(deps: DrawingDeps): Promise<Claimed | null> {
  const { claimed, held } = await deps.bus.transaction(async (tx) => {
    const found = await findWaitingPage(tx, deps.providers.real !== null)
    const ebook = found && (await startIfAllowed(tx, found.ebookId, deps.now()))
    if (!found || !ebook) return { claimed: null, held: null }
    const page = await takePage(tx, found, deps)
    if (page.kind === "back-cover") return { claimed: { ebook, page, attempt: null }, held: null }
    const attempt = await storeAttempt(tx, deps, { ebook, page })
    const { id: attemptId, requestedModel: model, purpose } = attempt
    const { amount } = await deps.reserve(tx, {
      attemptId,
      ebookId: ebook.id,
      model,
      purpose,
      simulated: ebook.simulated,
    })
    return { claimed: { ebook, page, attempt }, held: amount }
  })
  // Only shown on the book's page; the hold itself is the ledger's.
  if (claimed?.attempt)
    await deps.db.update(attempts).set({ heldAmount: held }).where(eq(attempts.id, claimed.attempt.id))
  return claimed
}

/** Books in the order they were asked for (their ids are UUIDs of version 7), pages by number. */
async function findWaitingPage(tx: Tx, withKey: boolean): Promise<PageRow | undefined> {
  const others = alias(pages, "others")
  const bookAtWork = tx
    .select({ one: sql`1` })
    .from(ebooks)
    .where(
      and(
        eq(ebooks.id, pages.ebookId),
        inArray(ebooks.status, ["requested", "generating"]),
        withKey ? undefined : eq(ebooks.simulated, true),
      ),
    )
  const undrawn = tx
    .select({ one: sql`1` })
    .from(others)
    .where(and(eq(others.ebookId, pages.ebookId), ne(others.number, pages.number), ne(others.status, "drawn")))
  const [found] = await tx
    .select()
    .from(pages)
    .where(
      and(
        eq(pages.status, "waiting"),
        lte(pages.nextAt, sql`now()`),
        or(ne(pages.kind, "back-cover"), notExists(undrawn)),
        exists(bookAtWork),
      ),
    )
    .orderBy(asc(pages.ebookId), asc(pages.number))
    .limit(1)
    .for("update", { skipLocked: true })
  return found
}

/** The book's row, locked against ending or being cancelled meanwhile; null where it is no longer at work. */
async function startIfAllowed(tx: Tx, ebookId: string, now: Date): Promise<EbookRow | null> {
  const [ebook] = await tx.select().from(ebooks).where(eq(ebooks.id, ebookId)).for("update")
  if (ebook?.status === "generating") return ebook
  if (ebook?.status !== "requested") return null
  const [started] = await tx.update(ebooks).set({ status: "generating" }).where(eq(ebooks.id, ebookId)).returning()
  if (!started) return null
  await publish(tx, EbookGenerationStarted.of({ ebookId }, now))
  return started
}

async function takePage(tx: Tx, page: PageRow, { leaseSeconds, now }: DrawingDeps): Promise<PageRow> {
  const [taken] = await tx
    .update(pages)
    .set({
      status: "drawing",
      token: page.token + 1,
      tries: page.tries + (page.kind === "back-cover" ? 0 : 1),
      leaseUntil: leaseFrom(leaseSeconds),
      drawingSince: now(),
    })
    .where(and(eq(pages.ebookId, page.ebookId), eq(pages.number, page.number)))
    .returning()
  if (!taken) throw new Error(`page ${page.number} of ${page.ebookId} vanished while it was locked`)
  return taken
}

async function storeAttempt(
  tx: Tx,
  { models, now }: DrawingDeps,
  { ebook, page }: { ebook: EbookRow; page: PageRow },
): Promise<AttemptRow> {
  const model = page.kind === "cover" ? ebook.coverModel : ebook.pageModel
  const seed = imageSeed(ebook.seed, page.number, page.token)
  const { route, body } = imageCall({ model, prompt: page.prompt, seed }, models.models)
  const [attempt] = await tx
    .insert(attempts)
    .values({
      id: uuidv7(),
      generationId: `${ebook.id}/${page.number}`,
      ebookId: ebook.id,
      pageNumber: page.number,
      token: page.token,
      status: "sent",
      purpose: page.kind === "cover" ? "cover" : "page",
      requestedModel: model,
      route,
      request: body,
      sentAt: now(),
    })
    .returning()
  if (!attempt) throw new Error("an attempt was not stored")
  return attempt
}

/** The lease is judged by the database's clock alone. */
export const leaseFrom = (seconds: number) => sql`now() + ${`${seconds} seconds`}::interval`
