import { sql } from "drizzle-orm"
import { ebookCatalog } from "../../../src/features/ebook-catalog/feature.ts"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { createShell } from "../../../src/shared/web/shell.ts"
import { openKernel } from "../../support/database.ts"
import { NOW } from "./events.ts"

const TABLES = ["ebooks", "pages", "attempts", "ebook_costs"]
const BUS = ["events.events", "events.deliveries", "events.aggregates"]

/** The dashboard behind the shell, on a database of its own, filled by events alone. `simulated`: no key is set. */
export async function openCatalog({ simulated, signedIn }: { simulated: boolean; signedIn: boolean }) {
  const kernel = await openKernel()
  const { db, bus, hint, log } = kernel
  let now = NOW
  const forget = (tables: readonly string[]) => db.execute(sql.raw(`truncate ${tables.join(", ")}`))
  const feature = ebookCatalog({ db, hint, now: () => now, simulated })
  bus.subscribe(feature.subscriptions)
  const shell = createShell({
    log,
    simulated,
    staticFiles: { get: () => undefined, urlOf: (name) => `/static/${name}` },
    authenticate: async () => (signedIn ? { name: "Mara Lind", via: "session" } : null),
    isReady: async () => true,
    metrics: async () => [],
    features: [feature],
  })
  return {
    ...kernel,
    subscriptions: feature.subscriptions,
    setNow: (to: Date) => {
      now = to
    },
    /** Says these, in this order, and waits until they are handled. */
    async happen(...events: DomainEvent[]): Promise<void> {
      await bus.transaction(async (tx) => {
        for (const event of events) await publish(tx, event)
      })
      await bus.drain()
    },
    request: (path: string, headers: Record<string, string> = {}) => shell.request(path, { headers }),
    async get(path: string, headers: Record<string, string> = {}) {
      const response = await shell.request(path, { headers })
      return { status: response.status, headers: response.headers, text: await response.text() }
    },
    /** Every row of the catalog, in one order. */
    async rows(): Promise<unknown[]> {
      const all = TABLES.map((table) =>
        db.execute(sql`select * from ${sql.raw(`ebook_catalog.${table}`)} t order by t::text`),
      )
      return (await Promise.all(all)).map(({ rows }) => rows)
    },
    forgetRows: () => forget(TABLES.map((table) => `ebook_catalog.${table}`)),
    forgetAll: () => forget([...TABLES.map((table) => `ebook_catalog.${table}`), ...BUS]),
  }
}

export type Catalog = Awaited<ReturnType<typeof openCatalog>>

/** What a person reads: no tags, no blank runs, an amount in one piece. */
export const words = (markup: string): string =>
  markup
    .replaceAll(/<span class="(tail|fine)[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\s\u00a0]+/g, " ")
    .replaceAll(/ ([,.])/g, "$1")
    .replaceAll("&quot;", '"')
    .trim()

export const titlesOn = (markup: string): string[] =>
  [...markup.matchAll(/class="tbl__title"[^>]*>([^<]*)</g)].map((match) => match[1] ?? "")
