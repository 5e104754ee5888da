import { createHash } from "node:crypto"
import { eq } from "drizzle-orm"
import { v7 as uuidv7 } from "uuid"
import { DomainError } from "../../../shared/errors.ts"
import type { EventBus } from "../../../shared/events/event-bus.ts"
import { publish, type Tx } from "../../../shared/events/transaction.ts"
import { planColoringBook } from "../domain/coloring-book-strategy.ts"
import type { Estimate, EstimateBook } from "../domain/ports.ts"
import type { Audience, Theme } from "../domain/theme.ts"
import type { Trim } from "../domain/trim.ts"
import { EbookRequested } from "../events.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import { ebooks, idempotencyKeys, pages } from "./tables.ts"

export type EbookRequest = {
  title: string
  author: string | null
  themeId: string
  audience: Audience
  pageCount: number
  seed: number
  coverModel: string
  pageModel: string
  trim: Trim
}

export type RequestEbookDeps = {
  bus: EventBus
  now: () => Date
  themes: readonly Theme[]
  estimate: EstimateBook
  /** Whether books asked for now are simulated: there is no key. */
  simulated: boolean
}

export type Requested = { id: string; status: string; estimate: Estimate | null }

/** Plans a book and stores it with all its pages. The same idempotency key gives the same book; with another request, a conflict. */
export async function requestEbook(
  deps: RequestEbookDeps,
  request: EbookRequest,
  idempotencyKey: string | null,
): Promise<Requested> {
  const theme = deps.themes.find(({ id }) => id === request.themeId)
  if (!theme) {
    const message = sentences.refusals.themeTakes(deps.themes.map(({ id }) => id))
    throw new DomainError("invalid-request", message, 400, [{ field: "themeId", message }])
  }
  const { simulated } = deps
  const estimate = await deps.estimate(request)
  return deps.bus.command(async (tx) => {
    const id = uuidv7()
    const earlier = idempotencyKey === null ? null : await claimKey(tx, { key: idempotencyKey, request, ebookId: id })
    if (earlier !== null) return earlier
    const now = deps.now()
    await tx.insert(ebooks).values({ ...request, id, simulated, estimate, requestedAt: now })
    await tx.insert(pages).values(planColoringBook({ ...request, theme }).map((page) => ({ ...page, ebookId: id })))
    await publish(tx, EbookRequested.of({ ...request, themeName: theme.name, ebookId: id, simulated, estimate }, now))
    return { id, status: "requested", estimate }
  })
}

/** The book that this key was first used for, or null for the first use. A second use at the same instant waits for the first. */
async function claimKey(
  tx: Tx,
  { key, request, ebookId }: { key: string; request: EbookRequest; ebookId: string },
): Promise<Requested | null> {
  const requestHash = createHash("sha256").update(JSON.stringify(request)).digest("hex")
  const first = await tx.insert(idempotencyKeys).values({ key, requestHash, ebookId }).onConflictDoNothing().returning()
  if (first.length > 0) return null
  const [known] = await tx
    .select({ hash: idempotencyKeys.requestHash, id: ebooks.id, status: ebooks.status, estimate: ebooks.estimate })
    .from(idempotencyKeys)
    .innerJoin(ebooks, eq(ebooks.id, idempotencyKeys.ebookId))
    .where(eq(idempotencyKeys.key, key))
  if (known?.hash !== requestHash) {
    throw new DomainError("idempotency-key-reused", sentences.refusals.keyReused, 409)
  }
  return { id: known.id, status: known.status, estimate: known.estimate ?? null }
}
