import { sql } from "drizzle-orm"
import type { Db } from "../../../../src/shared/database/database.ts"

const FLASH = "google/gemini-2.5-flash-image"

export type GivenAttempt = {
  attemptId: string
  generationId: string
  ebookId: string | null
  pages: number[]
  purpose: string
  model: string
  outcome: string
  occurredAt: string
  usage: string | null
  amount: string | null
  reported: string | null
  computed: string | null
  simulated: boolean
}

const ATTEMPT: Omit<GivenAttempt, "attemptId" | "generationId"> = {
  ebookId: null,
  pages: [],
  purpose: "page",
  model: FLASH,
  outcome: "succeeded",
  occurredAt: "2026-11-10T12:00:00Z",
  usage: null,
  amount: null,
  reported: null,
  computed: null,
  simulated: false,
}

export type Given = Partial<GivenAttempt> & { attemptId: string }

const complete = (given: Given): GivenAttempt => ({ ...ATTEMPT, generationId: `gen-of-${given.attemptId}`, ...given })
const array = (pages: number[]) => sql`${`{${pages.join(",")}}`}::integer[]`

/** A charge in the ledger; without an amount it is unpriced. */
export async function givenCharge(db: Db, given: Given): Promise<void> {
  const a = complete(given)
  const source = a.reported !== null ? "provider" : a.amount !== null ? "local" : null
  const images = a.outcome === "succeeded" ? Math.max(1, a.pages.length) : 0
  await db.execute(sql`insert into generation_costs.charges
    (attempt_id, generation_id, ebook_id, pages, purpose, route, model, requested_model, provider, outcome, occurred_at,
     images_returned, usage, amount, source, reported, computed, simulated, fingerprint)
    values (${a.attemptId}, ${a.generationId}, ${a.ebookId}, ${array(a.pages)}, ${a.purpose}, 'images', ${a.model},
      ${FLASH}, 'Google AI Studio', ${a.outcome}, ${a.occurredAt}, ${images}, ${a.usage},
      ${a.amount}::numeric, ${source}, ${a.reported}::numeric, ${a.computed}::numeric, ${a.simulated}, 'f')`)
}

/** An attempt whose answer is lost. */
export async function givenUnresolved(db: Db, given: Given): Promise<void> {
  const a = complete(given)
  await db.execute(sql`insert into generation_costs.unresolved_attempts
    (attempt_id, generation_id, ebook_id, pages, purpose, route, requested_model, occurred_at, simulated, fingerprint)
    values (${a.attemptId}, ${a.generationId}, ${a.ebookId}, ${array(a.pages)}, ${a.purpose}, 'images', ${a.model},
      ${a.occurredAt}, ${a.simulated}, 'f')`)
}

/** The open hold of a call, its amount unknown if null. */
export async function givenHold(db: Db, given: Given & { ebookId: string }): Promise<void> {
  const a = complete(given)
  await db.execute(sql`insert into generation_costs.holds (attempt_id, ebook_id, model, amount, simulated, reserved_at)
    values (${a.attemptId}, ${a.ebookId}, ${a.model}, ${a.amount}::numeric, ${a.simulated}, ${a.occurredAt})`)
}

export async function givenKept(db: Db, ebookId: string, page: number, attemptId: string): Promise<void> {
  await db.execute(sql`insert into generation_costs.kept_pages (ebook_id, page_number, attempt_id)
    values (${ebookId}, ${page}, ${attemptId})`)
}

/** The page's picture, in the asset store under this key. */
export async function givenPicture(db: Db, attemptId: string, imageKey: string): Promise<void> {
  await db.execute(sql`update generation_costs.kept_pages set image_key = ${imageKey} where attempt_id = ${attemptId}`)
}

export async function givenDeleted(db: Db, ebookId: string): Promise<void> {
  await db.execute(sql`update generation_costs.ebooks set deleted_at = now() where ebook_id = ${ebookId}`)
}

export type GivenBook = { ebookId: string; title: string; themeId: string; simulated: boolean; requestedAt: string }

export async function givenBook(db: Db, book: GivenBook): Promise<void> {
  await db.execute(sql`insert into generation_costs.ebooks (ebook_id, title, theme_id, simulated, requested_at)
    values (${book.ebookId}, ${book.title}, ${book.themeId}, ${book.simulated}, ${book.requestedAt})`)
}

export type GivenLine = { meter: string; quantity: string; unitPrice: string | null; amount: string | null }

export async function givenLines(db: Db, attemptId: string, lines: GivenLine[]): Promise<void> {
  for (const [position, line] of lines.entries()) {
    await db.execute(sql`insert into generation_costs.usage_lines
      (attempt_id, position, meter, quantity, unit, unit_price, amount, price_version_id)
      values (${attemptId}, ${position}, ${line.meter}, ${line.quantity}::numeric, 'token', ${line.unitPrice}::numeric,
        ${line.amount}::numeric, ${line.unitPrice === null ? null : 118}::bigint)`)
  }
}
