import { sql } from "drizzle-orm"
import { decimal, toText } from "../../../../shared/money.ts"
import { stretchesOf } from "../../domain/time/period.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import { type AttemptFilter, matches } from "./attempt-filter.ts"
import { type RollupFilter, readRollups } from "./rollup-queries.ts"
import type { MeasuresRow } from "./sums.ts"

/** How many attempts there are, what is known of their cost (US dollars, exact), and of how many it is not. */
export type Counted = Pick<MeasuresRow, "attempts" | "unpriced" | "unresolved" | "amount">
const NONE: Counted = { attempts: 0, unpriced: 0, unresolved: 0, amount: "0" }

/** The sums of a list: from the rollups where one cut of them has the answer, else added up one by one. `recount` comes before. */
export async function countAttempts(db: Reader, filter: AttemptFilter): Promise<Counted> {
  const counted: Counted[] = []
  for (const simulated of filter.simulated === null ? [false, true] : [filter.simulated]) {
    counted.push(await countKind(db, filter, simulated))
  }
  return counted.reduce(plus)
}

async function countKind(db: Reader, filter: AttemptFilter, simulated: boolean): Promise<Counted> {
  const cut = ofOneCut(filter)
  if (cut === null) return countOneByOne(db, filter, simulated)
  const stretches = stretchesOf(filter.period).map((stretch) => ({ ...stretch, key: "" }))
  const [row] = await readRollups(db, simulated, stretches, [], cut)
  if (!row) return NONE
  switch (filter.state) {
    case "unpriced":
      return { ...NONE, attempts: row.unpriced, unpriced: row.unpriced }
    case "unresolved":
      return { ...NONE, attempts: row.unresolved, unresolved: row.unresolved }
    case "wasted":
      return {
        ...NONE,
        attempts: row.wasted,
        amount: row.waste,
        unpriced: row.unpriced === 0 ? 0 : (await countOneByOne(db, filter, simulated, true)).unpriced,
      }
    default:
      return row
  }
}

function ofOneCut({
  ebookId,
  model,
  purpose,
  outcome,
  wasteReason,
  themeId,
  state,
}: AttemptFilter): RollupFilter | null {
  const book = state === "without-book" ? "" : ebookId
  const parts = given({ model, purpose, outcome, waste_reason: wasteReason })
  const cuts = [given({ ebook_id: book }), given({ theme_id: themeId }), parts].filter(
    (cut) => Object.keys(cut).length > 0,
  )
  return cuts.length > 1 ? null : (cuts[0] ?? {})
}

const given = (names: { [name: string]: string | null }): RollupFilter =>
  Object.fromEntries(Object.entries(names).filter(([, value]) => value !== null))

/** `unpricedOnly`: those alone, which are few and have an index. */
async function countOneByOne(
  db: Reader,
  filter: AttemptFilter,
  simulated: boolean,
  unpricedOnly = false,
): Promise<Counted> {
  const { rows } = await db.execute<Counted>(sql`
    select count(*)::int as attempts, coalesce(sum(s.unpriced), 0)::int as unpriced,
           coalesce(sum(s.unresolved), 0)::int as unresolved, coalesce(sum(s.amount), 0) as amount
    from generation_costs.standings s
    where s.simulated = ${simulated} and ${matches(filter)} ${unpricedOnly ? sql`and s.unpriced = 1` : sql``}`)
  return rows[0] ?? NONE
}

const plus = (a: Counted, b: Counted): Counted => ({
  attempts: a.attempts + b.attempts,
  unpriced: a.unpriced + b.unpriced,
  unresolved: a.unresolved + b.unresolved,
  amount: toText(decimal(a.amount).plus(decimal(b.amount))),
})
