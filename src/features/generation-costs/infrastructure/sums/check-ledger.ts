import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { type Decimal, decimal, roundToPicodollar, toText, ZERO } from "../../../../shared/money.ts"
import { readUsage } from "../../domain/token-usage.ts"
import { ATTEMPTS, type Reader } from "../ledger/ledger-rows.ts"
import { columns, MEASURES } from "./measures.ts"
import { isSameCell, isSomething } from "./rebuild-ledger.ts"
import { markedBy } from "./recount.ts"
import { standingColumns, standingsOf } from "./standings.ts"
import { WANTED } from "./wanted-rollups.ts"

/** One kind of money, added up three ways. Amounts are US dollars, exact decimal text. */
export type Proved = {
  simulated: boolean
  attempts: number
  unpriced: number
  unresolved: number
  /** Every attempt after its corrections, added one by one. */
  ledger: string
  /** What the pages read. */
  rollups: string
  /** The part of the ledger that the provider reported, as it stands there and as its raw usage says when it is read again. */
  provider: { charges: number; ledger: string; raw: string }
  /** The rest: computed from prices, or corrected by hand. */
  own: { charges: number; ledger: string }
}

/** `what` differs in `count` places, of which these are the first. */
export type Difference = {
  what: "raw-usage" | "lines" | "standings" | "rollups" | "sums"
  count: number
  first: string[]
}

export type Proof = { agrees: boolean; money: Proved[]; differences: Difference[] }

/** What is about to be recounted. */
const MARKED = markedBy(sql`generation_costs.marks`)
const BATCH = 5_000
/** How many places are named of what differs. */
const NAMED = 20

/**
 * Adds up the whole ledger of one instant in every way there is, and says where two ways disagree. Only reads, and nobody
 * waits for it. What is marked and not recounted yet is no difference: it is added to what the rollups have.
 */
export async function checkLedger(db: Db): Promise<Proof> {
  return db.transaction(
    async (tx) => {
      const { money, raw } = await addOneByOne(tx)
      const rollups = await sumsOfRollups(tx)
      const proved = money.map((tally) => toProved(tally, rollups.get(tally.simulated) ?? "0"))
      const differences = [
        raw,
        await find(tx, "lines", WRONG_LINES),
        await find(tx, "standings", WRONG_STANDINGS),
        await find(tx, "rollups", WRONG_ROLLUPS),
        wrongSums(proved),
      ].filter(({ count }) => count > 0)
      return { agrees: differences.length === 0, money: proved, differences }
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  )
}

type Row = {
  id: string
  simulated: boolean
  charged: boolean
  source: "provider" | "local" | null
  amount: string | null
  reported: string | null
  usage: string | null
}

type Tally = {
  simulated: boolean
  attempts: number
  unpriced: number
  unresolved: number
  ledger: Decimal
  provider: { charges: number; ledger: Decimal; raw: Decimal }
  own: { charges: number; ledger: Decimal }
}

const newTally = (simulated: boolean): Tally => ({
  simulated,
  attempts: 0,
  unpriced: 0,
  unresolved: 0,
  ledger: ZERO,
  provider: { charges: 0, ledger: ZERO, raw: ZERO },
  own: { charges: 0, ledger: ZERO },
})

/** Reads every attempt once, and its raw usage again. */
async function addOneByOne(tx: Reader): Promise<{ money: Tally[]; raw: Difference }> {
  const money = [newTally(false), newTally(true)]
  const raw: Difference = { what: "raw-usage", count: 0, first: [] }
  await tx.execute(sql`
    declare attempts no scroll cursor for
    select a.attempt_id as id, a.simulated, a.charged, a.source, a.amount, a.reported, a.usage from ${ATTEMPTS} a`)
  for (let rows = await fetchMore(tx); rows.length > 0; rows = await fetchMore(tx)) {
    for (const row of rows) {
      const tally = money.find(({ simulated }) => simulated === row.simulated)
      if (tally && !add(tally, row)) note(raw, row.id)
    }
  }
  return { money, raw }
}

const fetchMore = async (tx: Reader): Promise<Row[]> =>
  (await tx.execute<Row>(sql`fetch ${sql.raw(String(BATCH))} from attempts`)).rows

/** False where what was reported is not what the raw usage says. */
function add(tally: Tally, { charged, source, amount, reported, usage }: Row): boolean {
  tally.attempts++
  if (!charged) tally.unresolved++
  else if (amount === null) tally.unpriced++
  const known = decimal(amount ?? "0")
  tally.ledger = tally.ledger.plus(known)
  if (source === "local") {
    tally.own.charges++
    tally.own.ledger = tally.own.ledger.plus(known)
  }
  if (source !== "provider") return true
  const again = readUsage(usage).reported
  tally.provider.charges++
  tally.provider.ledger = tally.provider.ledger.plus(known)
  tally.provider.raw = tally.provider.raw.plus(again ? roundToPicodollar(again) : ZERO)
  return again !== null && reported !== null && again.eq(decimal(reported))
}

const toProved = ({ ledger, provider, own, ...counts }: Tally, rollups: string): Proved => ({
  ...counts,
  ledger: toText(ledger),
  rollups,
  provider: { charges: provider.charges, ledger: toText(provider.ledger), raw: toText(provider.raw) },
  own: { charges: own.charges, ledger: toText(own.ledger) },
})

async function sumsOfRollups(tx: Reader): Promise<Map<boolean, string>> {
  const { rows } = await tx.execute<{ simulated: boolean; amount: string }>(sql`
    with ${MARKED}
    select simulated, sum(amount) as amount
    from (
      select simulated, amount from generation_costs.rollups where cut = 'all' and grain = 1440
      union all
      select simulated, -amount from generation_costs.standings where attempt_id in (select attempt_id from marked)
      union all
      select simulated, amount from (${standingsOf(sql`a.attempt_id in (select attempt_id from marked)`)}) as now
    ) as counted
    group by simulated`)
  return new Map(rows.map(({ simulated, amount }) => [simulated, toText(decimal(amount))]))
}

function wrongSums(money: readonly Proved[]): Difference {
  const wrong = money.filter(
    ({ ledger, rollups, provider, own }) =>
      ledger !== rollups ||
      provider.ledger !== provider.raw ||
      toText(decimal(provider.ledger).plus(decimal(own.ledger))) !== ledger,
  )
  return { what: "sums", count: wrong.length, first: wrong.map(({ simulated }) => (simulated ? "simulated" : "real")) }
}

const WRONG_LINES = sql`
  select c.attempt_id as place from generation_costs.charges c
  where c.computed is not null and c.computed is distinct from
    coalesce((select sum(l.amount) from generation_costs.usage_lines l where l.attempt_id = c.attempt_id), 0)`

const WRONG_STANDINGS = sql`
  with ${MARKED}
  select coalesce(wanted.attempt_id, found.attempt_id) as place
  from (${standingsOf(sql`true`)}) as wanted
  full join (select ${standingColumns} from generation_costs.standings) as found on found.attempt_id = wanted.attempt_id
  where row(wanted.*) is distinct from row(found.*)
    and coalesce(wanted.attempt_id, found.attempt_id) not in (select attempt_id from marked)`

const WRONG_ROLLUPS = sql`
  with ${WANTED}
  select concat_ws(' ', cut, grain || ' min', bucket, nullif(model, ''), nullif(purpose, ''), nullif(outcome, ''),
                   nullif(waste_reason, ''), nullif(theme_id, ''), nullif(ebook_id, '')) as place
  from (
    select w.* from wanted w where not exists (
      select from generation_costs.rollups r where ${isSameCell}
        and row(${columns(MEASURES, (name) => `r.${name}`)}) is not distinct from
            row(${columns(MEASURES, (name) => `w.${name}`)}))
    union all
    select r.* from generation_costs.rollups r
    where ${isSomething} and not exists (select from wanted w where ${isSameCell})
  ) as wrong`

async function find(tx: Reader, what: Difference["what"], wrong: SQL): Promise<Difference> {
  const { rows } = await tx.execute<{ count: number; first: string[] }>(sql`
    with wrong as materialized (${wrong})
    select (select count(*)::int from wrong) as count,
           array(select place from wrong order by place limit ${NAMED}) as first`)
  return { what, count: rows[0]?.count ?? 0, first: rows[0]?.first ?? [] }
}

function note(difference: Difference, place: string): void {
  difference.count++
  if (difference.first.length < NAMED) difference.first.push(place)
}
