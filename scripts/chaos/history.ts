import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { type Charge, readChargeLog } from "../../src/sandbox/charge-log.ts"
import type { DiaryEntry, Life } from "./member.ts"
import { lookAtPictures, type Sight } from "./pictures.ts"

/** Asks the database, whoever holds the connection. */
export type Ask = (query: string) => Promise<{ rows: unknown[] }>

export type AttemptRow = {
  id: string
  ebookId: string
  page: number
  token: number
  status: string
  outcome: string | null
  problem: string | null
  usage: string | null
  sentAt: number
  endedAt: number | null
}
export type PageRow = {
  ebookId: string
  page: number
  kind: string
  status: string
  token: number
  imageKey: string | null
  attemptId: string | null
}
export type EbookRow = { id: string; status: string; pageCount: number; requestedAt: number; endedAt: number | null }
export type ChargeRow = {
  attemptId: string
  ebookId: string | null
  amount: string | null
  source: string | null
  outcome: string
  usage: string | null
}
export type BookSum = { ebookId: string; amount: string; charged: number; unpriced: number; unresolved: number }
/** All real money in one cut of the rollups; `ebookId` is empty but in the cut by book. */
export type RollupRow = {
  cut: string
  grain: number
  ebookId: string
  amount: string
  attempts: number
  keptPages: number
}
export type KeptRow = { ebookId: string; page: number; attemptId: string }
export type EventRow = { id: string; name: string; aggregateId: string; sequence: number; at: number; payload: Payload }
export type DeliveryRow = {
  eventId: string
  subscriber: string
  state: string
  tries: number
  error: string | null
  handledAt: number | null
}
type Payload = {
  attemptId?: string | null
  ebookId?: string | null
  of?: string
  amount?: string | null
  attempts?: number
  unresolvedCount?: number
}

/** All that is remembered of the rounds so far, by everybody who remembers: what the checks compare. */
export type History = {
  log: Charge[]
  attempts: AttemptRow[]
  pages: PageRow[]
  ebooks: EbookRow[]
  charges: ChargeRow[]
  unresolved: { attemptId: string; resolved: boolean }[]
  holds: { attemptId: string; open: boolean }[]
  kept: KeptRow[]
  rollups: RollupRow[]
  copiedCosts: { attemptId: string; amount: string | null }[]
  catalog: { sums: BookSum[]; ebooks: { id: string; status: string; drawn: number }[] }
  events: EventRow[]
  aggregates: { id: string; sequence: number }[]
  deliveries: DeliveryRow[]
  subscribers: { subscriber: string; event: string }[]
  /** Attempts whose answer lies in the spool. */
  spool: string[]
  pictures: ReadonlyMap<string, Sight>
  api: ApiTotal
  lives: (Life & { diary: string; entries: DiaryEntry[]; logged: string[] })[]
  /** When PostgreSQL was away, and when a member was frozen. */
  outages: Span[]
  freezes: (Span & { member: string; point: string | null })[]
}

/** Milliseconds since 1970. */
export type Span = { from: number; to: number }

/** What GET /costs says of all real money. */
export type ApiTotal = { amount: string; unpricedCount: number; unresolvedCount: number; heldCount: number }

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`

const QUERIES = {
  attempts: `select id, ebook_id as "ebookId", page_number as page, token, status, outcome, problem, usage,
    ${ms("sent_at")} as "sentAt", ${ms("ended_at")} as "endedAt" from ebook_generation.attempts order by id`,
  pages: `select ebook_id as "ebookId", number as page, kind, status, token, image_key as "imageKey", attempt_id as "attemptId"
    from ebook_generation.pages order by 1, 2`,
  ebooks: `select id, status, page_count as "pageCount", ${ms("requested_at")} as "requestedAt", ${ms("ended_at")} as "endedAt"
    from ebook_generation.ebooks order by id`,
  charges: `select attempt_id as "attemptId", ebook_id as "ebookId", amount::text, source, outcome, usage
    from generation_costs.charges order by 1`,
  unresolved: `select attempt_id as "attemptId", resolved_at is not null as resolved from generation_costs.unresolved_attempts`,
  holds: `select attempt_id as "attemptId", closed_at is null as open from generation_costs.holds`,
  kept: `select ebook_id as "ebookId", page_number as page, attempt_id as "attemptId" from generation_costs.kept_pages`,
  rollups: `select cut, grain, ebook_id as "ebookId", sum(amount)::text as amount, sum(attempts)::int as attempts,
    sum(kept_pages)::int as "keptPages" from generation_costs.rollups where not simulated group by 1, 2, 3 having sum(attempts) <> 0`,
  copiedCosts: `select attempt_id as "attemptId", amount::text from ebook_generation.attempt_costs`,
  sums: `select ebook_id as "ebookId", amount::text, charged_count as charged, unpriced_count as unpriced,
    unresolved_count as unresolved from ebook_catalog.ebook_costs where not simulated`,
  catalogued: `select id, status, drawn_count as drawn from ebook_catalog.ebooks`,
  events: `select id::text, name, aggregate_id as "aggregateId", sequence::int, payload,
    ${ms("occurred_at")} as at from events.events order by aggregate_id, sequence`,
  aggregates: `select id, sequence::int from events.aggregates`,
  deliveries: `select event_id::text as "eventId", subscriber, state, tries, last_error as error,
    ${ms("handled_at")} as "handledAt" from events.deliveries`,
  subscribers: `select subscriber, event from events.subscribers`,
}

export type Sources = { ask: Ask; dataDir: string; chargeLogPath: string; api: () => Promise<ApiTotal> }

export async function readHistory({
  ask,
  dataDir,
  chargeLogPath,
  api,
}: Sources): Promise<Omit<History, "lives" | "outages" | "freezes">> {
  // Asked first: whoever asks for sums has them recounted.
  const said = await api()
  const found: Record<string, unknown[]> = {}
  for (const [name, query] of Object.entries(QUERIES)) found[name] = (await ask(query)).rows
  const { sums, catalogued, ...rows } = found
  const read = { ...rows, catalog: { sums, ebooks: catalogued } } as unknown as Omit<
    History,
    "log" | "spool" | "pictures" | "api"
  >
  const keys = read.pages.flatMap(({ imageKey }) => (imageKey === null ? [] : [imageKey]))
  return {
    ...read,
    log: await readChargeLog(chargeLogPath),
    spool: await spooled(join(dataDir, "spool")),
    pictures: await lookAtPictures(join(dataDir, "assets"), keys),
    api: said,
  }
}

const ENDING = ".answer.json"

async function spooled(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))
}
