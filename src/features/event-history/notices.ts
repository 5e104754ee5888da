import type { Db } from "../../shared/database/database.ts"
import type { Ctx } from "../../shared/web/context.ts"
import { type Html, html } from "../../shared/web/html.ts"
import { grouped } from "../../shared/web/money.ts"
import { readBriefs } from "./read-around.ts"
import { isDeliveryId, readDelivery } from "./read-delivery.ts"
import { sentences } from "./sentences.ts"
import { subscriberWords } from "./subscriber-words.ts"
import type { Teller } from "./teller.ts"

const say = sentences.said
const COUNT = /^\d{1,12}$/

/** What was just done, from the address that it led to; nothing where nothing was. */
export async function notice(c: Ctx, db: Db, teller: Teller): Promise<Html | ""> {
  const words = await said(c, db, teller)
  return words === null ? "" : html`<div class="said" role="status"><p>${words}</p></div>`
}

async function said(c: Ctx, db: Db, teller: Teller): Promise<string | null> {
  const { retried, replayed, count = "", unknown } = c.req.query()
  if (unknown !== undefined) return sentences.filter.noBook(unknown.slice(0, 200))
  if (retried !== undefined && isDeliveryId(retried)) return retriedOne(db, retried, teller)
  if (!COUNT.test(count)) return null
  const number = grouped(String(Number(count)))
  if (retried === "all") return number === "0" ? say.noneParked : say.all(number)
  return replayed === undefined ? null : say.replayed(subscriberWords(replayed.slice(0, 200)), number)
}

async function retriedOne(db: Db, id: string, teller: Teller): Promise<string | null> {
  const delivery = await readDelivery(db, id)
  const event = delivery && (await readBriefs(db, [delivery.eventId])).get(delivery.eventId)
  if (!delivery || !event) return null
  const [who, what] = [subscriberWords(delivery.subscriber), teller.headline(event)]
  if (delivery.state === "handled") return say.handled(who, what)
  return delivery.state === "parked" || delivery.tries > 0 ? say.failed(who, what) : say.onItsWay(who, what)
}
