import { type SQL, sql } from "drizzle-orm"

/** What can be added up, of one attempt or of many: the columns that `standings` and `rollups` share. */
export const MEASURES = [
  "attempts",
  "generations",
  "unpriced",
  "unresolved",
  "wasted",
  "kept_pages",
  "images",
  "told",
  "tokens",
  "amount",
  "waste",
] as const

/** What a rollup is cut by; an empty name is no name. */
export const DIMENSIONS = ["model", "purpose", "outcome", "waste_reason", "theme_id", "ebook_id"] as const

/** A measure that is no count that fits an integer. */
const isMoney = (name: string) => name === "tokens" || name === "amount" || name === "waste"

/** Columns as SQL, each as `write` has it. */
export const columns = (names: readonly string[], write = (name: string) => name): SQL =>
  sql.raw(names.map(write).join(", "))

export const measures: SQL = columns(MEASURES)
export const dimensions: SQL = columns(DIMENSIONS)
export const summed: SQL = columns(MEASURES, (name) => `sum(${name})${isMoney(name) ? "" : "::int"} as ${name}`)
/** The sums of rows that each have a `sign`. */
export const signedSums: SQL = columns(MEASURES, (name) => `sum(sign * ${name}) as ${name}`)
export const anyMeasure: SQL = sql.raw(MEASURES.map((name) => `sum(sign * ${name}) <> 0`).join(" or "))
export const addMeasures: SQL = columns(MEASURES, (name) => `${name} = rollups.${name} + excluded.${name}`)
export const setMeasures: SQL = columns(MEASURES, (name) => `${name} = excluded.${name}`)

/** One row for each cut: multiplies rows, so that `cell` can be grouped by. */
export const CUTS: SQL = sql`(values ('all'), ('parts'), ('theme'), ('ebook')) as cut(cut)`

/** One row for each of these grains, in minutes. */
export const grains = (all: readonly number[]): SQL =>
  sql.raw(`(values ${all.map((minutes) => `(${minutes})`).join(", ")}) as grain(grain)`)

/** The bucket of an instant; `grain` is in minutes. */
export const bucketOf = (grain: SQL, at: SQL): SQL =>
  sql`date_bin(${grain} * interval '1 minute', ${at}, timestamptz '1970-01-01 00:00:00+00')`

/** The names of a standing `s` in its cut. */
export const namesInCut: SQL = sql`
  case cut.cut when 'parts' then s.model else '' end as model,
  case cut.cut when 'parts' then s.purpose else '' end as purpose,
  case cut.cut when 'parts' then s.outcome else '' end as outcome,
  case cut.cut when 'parts' then coalesce(s.waste_reason, '') else '' end as waste_reason,
  case cut.cut when 'theme' then coalesce(s.theme_id, '') else '' end as theme_id,
  case cut.cut when 'ebook' then coalesce(s.ebook_id, '') else '' end as ebook_id`

export const cellKey: SQL = sql`simulated, cut, grain, bucket, ${dimensions}`
