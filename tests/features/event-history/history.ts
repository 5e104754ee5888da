import { sql } from "drizzle-orm"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { API_KEY, openTestApp } from "../../support/app.ts"

/** The whole app with its events, which are said here and handled by everybody. */
export async function openHistory() {
  const test = await openTestApp({ real: false, leaseSeconds: 10 })
  const { db, bus } = test.kernel
  const request = (path: string, init: RequestInit) =>
    test.app.web.request(path, { ...init, headers: { authorization: `Bearer ${API_KEY}` } })
  const rowsOf = async (query: ReturnType<typeof sql>) => (await db.execute<any>(query)).rows
  return {
    ...test,
    rowsOf,
    /** Says these, in this order, and waits until they are handled. */
    async happen(...events: DomainEvent[]): Promise<void> {
      await bus.transaction(async (tx) => {
        for (const event of events) await publish(tx, event)
      })
      await test.untilHandled()
    },
    request: (path: string) => request(path, {}),
    async get(path: string) {
      const response = await request(path, {})
      return { status: response.status, text: await response.text() }
    },
    async post(path: string, fields: Record<string, string>) {
      const response = await request(path, { method: "POST", body: new URLSearchParams(fields) })
      return {
        status: response.status,
        location: response.headers.get("location") ?? "",
        text: await response.text(),
      }
    },
    stateOf: async (deliveryId: string): Promise<string> =>
      (await rowsOf(sql`select state from events.deliveries where id = ${deliveryId}`))[0].state,
    /** Changes a stored event so that no handler can read it, and has it tried once: it is parked at once. Answers the delivery's id. */
    async park(eventId: string, subscriber: string): Promise<string> {
      await db.execute(sql`update events.events set payload = payload || '{"ebookId":7}' where id = ${eventId}`)
      const [{ id }] = await rowsOf(sql`
        update events.deliveries set state = 'parked', handled_at = null, duration_ms = null where event_id = ${eventId} and subscriber = ${subscriber} returning id`)
      await bus.retry(String(id))
      await test.untilHandled()
      return String(id)
    },
    mend: (eventId: string, ebookId: string) =>
      db.execute(
        sql`update events.events set payload = payload || ${JSON.stringify({ ebookId })}::jsonb where id = ${eventId}`,
      ),
  }
}

export type History = Awaited<ReturnType<typeof openHistory>>

/** What a person reads: no tags, no blank runs. */
export const words = (markup: string): string =>
  markup
    .replaceAll(/<head>[\s\S]*?<\/head>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\s\u00a0]+/g, " ")
    .replaceAll(/ ([,.:])/g, "$1")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .trim()

/** The entries of the list, as a person reads them, newest first. */
export const entries = (markup: string): string[] =>
  [...markup.matchAll(/<li class="ev[^>]*>([\s\S]*?)(?=<li class="ev|<\/ol>)/g)].map((match) => words(match[1] ?? ""))

export const headlines = (markup: string): string[] =>
  [...markup.matchAll(/<h3><a[^>]*>([^<]*)/g)].map((match) => words(match[1] ?? ""))

/** "/dashboard/events/…" of the entry with this headline. */
export const linkOf = (markup: string, headline: string): string => {
  const found = [...markup.matchAll(/<h3><a href="([^"]*)">([^<]*)/g)].find(
    (match) => words(match[2] ?? "") === headline,
  )
  if (!found?.[1]) throw new Error(`no entry says ${headline}`)
  return found[1]
}
