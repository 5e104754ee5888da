import { type SQL, sql } from "drizzle-orm"
import { GRAINS } from "../../domain/time/buckets.ts"
import { bucketOf, CUTS, cellKey, columns, dimensions, grains, MEASURES, measures, namesInCut } from "./measures.ts"

const [FINEST, ...COARSER] = GRAINS
const sums = columns(MEASURES, (name) => `sum(${name}) as ${name}`)

/** What the rollups have to be, added up from all standings: common table expressions that end in `wanted`. */
export const WANTED: SQL = sql`
  quarters as materialized (
    select ${cellKey}, ${sums}
    from (select s.simulated, cut.cut, ${FINEST}::integer as grain, ${bucketOf(sql`${FINEST}::integer`, sql`s.occurred_at`)} as bucket, ${namesInCut},
                 ${measures}
          from generation_costs.standings s, ${CUTS}) as counted
    group by ${cellKey}
  ), wanted as (
    select ${cellKey}, ${measures} from quarters
    union all
    select ${cellKey}, ${sums}
    from (select q.simulated, q.cut, grain.grain, ${bucketOf(sql`grain.grain`, sql`q.bucket`)} as bucket,
                 ${dimensions}, ${measures}
          from quarters q, ${grains(COARSER)}) as counted
    group by ${cellKey}
  )`
