import { sql } from "drizzle-orm"
import type { Reader } from "./ledger-rows.ts"

/** The titles of these books, as far as the ledger was told them. */
export async function titlesOf(db: Reader, books: readonly { key: string | null }[]): Promise<Map<string, string>> {
  const ids = books.flatMap(({ key }) => key ?? [])
  const { rows } = await db.execute<{ id: string; title: string }>(sql`
    select ebook_id as id, title from generation_costs.ebooks
    where title is not null and ebook_id = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))`)
  return new Map(rows.map(({ id, title }) => [id, title]))
}
