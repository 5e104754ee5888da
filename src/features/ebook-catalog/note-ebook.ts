import { sql } from "drizzle-orm"
import type { Tx } from "../../shared/events/transaction.ts"
import { ebooks } from "./tables.ts"

type Change = Partial<Omit<typeof ebooks.$inferInsert, "id" | "updatedAt">>

/** Writes what is known of a book now, which may be the first that is heard of it. `at`: when that happened. */
export async function noteEbook(tx: Tx, { id, at }: { id: string; at: Date }, change: Change): Promise<void> {
  const updatedAt = sql`greatest(${ebooks.updatedAt}, excluded.updated_at)`
  await tx
    .insert(ebooks)
    .values({ ...change, id, updatedAt: at })
    .onConflictDoUpdate({ target: ebooks.id, set: { ...change, updatedAt } })
}
