import { sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { runPrepared } from "../../../../shared/database/prepared.ts"
import { type BookList, type BookRow, type BooksIn, bookRows, LAST_BEGUN_FIRST, toBookList } from "./book-list.ts"
import { type Keyed, type RollupRow, rollupsOf } from "./rollup-queries.ts"

/** A period in all its cuts: each adds up to the same sums. */
export type Breakdown = {
  /** By the keys of `steps`. */
  steps: RollupRow[]
  /** By model × purpose × outcome × reason of waste. */
  parts: RollupRow[]
  themes: RollupRow[]
  /** The books begun last, so many as were asked for. */
  books: BookList
}

type Wanted = BooksIn & { steps: readonly Keyed[]; newestBooks: number }

/** Reads all cuts in one statement, so that they cannot differ; `steps` cover `stretches`. `recount` comes before. */
export async function readBreakdown(db: Pick<Db, "_">, { steps, newestBooks, ...time }: Wanted): Promise<Breakdown> {
  const { simulated } = time
  const whole = { simulated, stretches: time.stretches.map((stretch) => ({ ...stretch, key: "" })), filter: {} }
  const parts = rollupsOf({ ...whole, by: ["model", "purpose", "outcome", "waste_reason"], cut: "parts" })
  const themes = rollupsOf({ ...whole, by: ["theme_id"], cut: "theme" })
  const slice = { page: 1, pageSize: newestBooks }
  const rows = await runPrepared<BookRow & { of: keyof Breakdown }>(
    db,
    "generation-costs breakdown",
    sql`
    select 'steps' as of, null::timestamptz as first_at, cut.*, null::text as title, false as deleted
    from (${rollupsOf({ ...whole, stretches: steps, by: [], cut: "all" })}) as cut
    union all select 'parts', null, cut.*, null, false from (${parts}) as cut
    union all select 'themes', null, cut.*, null, false from (${themes}) as cut
    union all select 'books', book.* from (${bookRows(time, slice)}) as book
    order by ${LAST_BEGUN_FIRST}`,
  )
  const cut = (wanted: keyof Breakdown) => rows.filter(({ of }) => of === wanted)
  return {
    steps: cut("steps"),
    parts: cut("parts"),
    themes: cut("themes"),
    books: toBookList(cut("books"), time, slice),
  }
}
