import { sql } from "drizzle-orm"
import type { Tx } from "../../../../shared/events/transaction.ts"
import type { BookEstimate } from "../../domain/estimate.ts"
import { ebooks } from "../tables.ts"

type Requested = {
  ebookId: string
  title: string
  themeId: string
  simulated: boolean
  estimate: BookEstimate | null
}

/** The book may be known already, from an event that overtook this one; a title it was given since stays. */
export async function noteRequested(tx: Tx, requested: Requested, requestedAt: Date): Promise<void> {
  const { themeId, simulated, estimate } = requested
  await tx
    .insert(ebooks)
    .values({ ...requested, requestedAt })
    .onConflictDoUpdate({
      target: ebooks.ebookId,
      set: { title: sql`coalesce(${ebooks.title}, excluded.title)`, themeId, simulated, estimate, requestedAt },
    })
}

export async function noteTitle(tx: Tx, ebookId: string, title: string): Promise<void> {
  await tx.insert(ebooks).values({ ebookId, title }).onConflictDoUpdate({ target: ebooks.ebookId, set: { title } })
}

/** `at` null: it is shown again. */
export async function noteDeleted(tx: Tx, ebookId: string, at: Date | null): Promise<void> {
  const set = { deletedAt: at }
  await tx
    .insert(ebooks)
    .values({ ebookId, ...set })
    .onConflictDoUpdate({ target: ebooks.ebookId, set })
}
