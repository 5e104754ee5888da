import { sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import { ebooks } from "./tables.ts"

export type Book = { id: string; title: string }

/** The newest books, as many as `most`. */
export async function newestBooks(db: Db, most: number): Promise<Book[]> {
  const { rows } = await db.execute<Book>(sql`select id, title from ${ebooks} order by id desc limit ${most}`)
  return rows
}

/** Titles by the ids of those that have one. */
export async function titlesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.execute<Book>(sql`select id, title from ${ebooks} where id in ${ids}`)
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** The newest book that is called so, without regard to case. */
export async function bookCalled(db: Db, title: string): Promise<string | null> {
  const { rows } = await db.execute<Book>(
    sql`select id from ${ebooks} where lower(title) = lower(${title}) order by id desc limit 1`,
  )
  return rows[0]?.id ?? null
}
