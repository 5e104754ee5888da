import { is, SQL, sql } from "drizzle-orm"
import { partsOf } from "../../domain/time/buckets.ts"
import { isoOf, type Micros, type Stretch } from "../../domain/time/reader-days.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import { columns, DIMENSIONS, dimensions, measures, summed } from "./measures.ts"
import type { MeasuresRow } from "./sums.ts"

export type Dimension = (typeof DIMENSIONS)[number]
/** Which attempts are summed; empty text is those without a name, SQL is a column of an outer query. What is not mentioned lets everything pass. */
export type RollupFilter = Partial<Record<Dimension, string | readonly string[] | SQL>>
export type Keyed = Stretch & { key: string }
export type RollupRow = MeasuresRow & { key: string } & Record<Dimension, string>

/**
 * The sums of stretches of time, by their keys and by dimensions. Dimensions and filter together must be of one cut: of
 * model, purpose, outcome and waste_reason, or theme_id, or ebook_id.
 */
export async function readRollups(
  db: Reader,
  simulated: boolean,
  stretches: readonly Keyed[],
  by: readonly Dimension[] = [],
  filter: RollupFilter = {},
): Promise<RollupRow[]> {
  const named = DIMENSIONS.filter((name) => filter[name] !== undefined)
  const { rows } = await db.execute<RollupRow>(
    rollupsOf({ simulated, stretches, by, cut: cutOf([...by, ...named]), filter }),
  )
  return rows
}

export type Wanted = {
  simulated: boolean
  stretches: readonly Keyed[]
  by: readonly Dimension[]
  cut: Cut
  filter: RollupFilter
}
export type Cut = "all" | "parts" | "theme" | "ebook"

/**
 * Selects the sums as `RollupRow`; a dimension that is not among `by` is empty. `offset 0` keeps the ranges apart, so that
 * each is looked up in the index: PostgreSQL cannot guess how short they are, and would read the whole table instead.
 */
export const rollupsOf = ({ simulated, stretches, by, cut, filter }: Wanted): SQL => sql`
  select key, ${columns(DIMENSIONS, (name) => (has(by, name) ? name : `'' as ${name}`))}, ${summed}
  from (
    select span.key, bucket.* from ${spans(stretches)}
    cross join lateral (
      select ${dimensions}, ${measures} from generation_costs.rollups r
      where r.simulated = ${simulated} and r.cut = ${cut} and r.grain = span.grain and r.bucket >= span.from_at
        and r.bucket < span.to_at and ${matches(filter, (name) => columns([`r.${name}`]))}
      offset 0) as bucket
    where span.grain > 0
    union all
    select span.key, attempt.* from ${spans(stretches)}
    cross join lateral (
      select ${columns(DIMENSIONS, nameOfStanding)}, ${measures} from generation_costs.standings s
      where s.simulated = ${simulated} and s.occurred_at >= span.from_at and s.occurred_at < span.to_at
        and ${matches(filter, (name) => columns([nameOfStanding(name)]))}
      offset 0) as attempt
    where span.grain = 0
  ) as part
  group by ${columns(["key", ...by])} having sum(attempts) <> 0`

const has = (names: readonly string[], name: string) => names.includes(name)

/** As the rollups have it: no name is empty. */
const nameOfStanding = (name: string) => `coalesce(s.${name}, '')`

/** The UTC days within which anything was sent, oldest first. */
export async function usedDays(db: Reader, simulated: boolean, { from, to }: Stretch): Promise<Micros[]> {
  const { rows } = await db.execute<{ at: string }>(sql`
    select (extract(epoch from bucket) * 1000000)::bigint::text as at from generation_costs.rollups
    where simulated = ${simulated} and cut = 'all' and grain = 1440 and attempts <> 0
      and bucket > ${isoOf(from)}::timestamptz - interval '1 day' and bucket < ${isoOf(to)}::timestamptz
    order by bucket`)
  return rows.map(({ at }) => BigInt(at))
}

/** The part of time each range of buckets stands for, as rows. */
function spans(stretches: readonly Keyed[]): SQL {
  const parts = stretches.flatMap(({ key, ...stretch }) =>
    partsOf(stretch).map(({ grain, from, to }) => ({ key, grain, from_at: isoOf(from), to_at: isoOf(to) })),
  )
  return sql`jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
    as span(key text, grain integer, from_at timestamptz, to_at timestamptz)`
}

function cutOf(names: readonly Dimension[]): Cut {
  if (names.includes("ebook_id")) return "ebook"
  if (names.includes("theme_id")) return "theme"
  return names.length > 0 ? "parts" : "all"
}

const matches = (filter: RollupFilter, column: (name: Dimension) => SQL): SQL =>
  sql.join(
    [
      sql`true`,
      ...DIMENSIONS.flatMap((name) => {
        const value = filter[name]
        return value === undefined ? [] : [isAmong(column(name), value)]
      }),
    ],
    sql` and `,
  )

const isAmong = (column: SQL, value: string | readonly string[] | SQL): SQL =>
  typeof value === "string" || is(value, SQL)
    ? sql`${column} = ${value}`
    : sql`${column} = any(array(select jsonb_array_elements_text(${JSON.stringify(value)}::jsonb)))`
