import { sql } from "drizzle-orm"
import type { Page } from "playwright-core"
import { proveLedger } from "../../src/features/generation-costs/infrastructure/sums/proofs.ts"
import type { Shop, ShopSize } from "../support/shop.ts"

export type Screen = {
  name: string
  shops: readonly ShopSize[]
  signedIn: boolean
  /** Its address, without the host. */
  path: (shop: Shop) => Promise<string> | string
  /** What a person does there before it looks so; leads to an answer of `status`. */
  act: ((page: Page) => Promise<unknown>) | null
  status: number
  /** What most people come for; Tab must reach it. */
  main: string | null
}

const EVERY = [0, 1, 30] as const
const MUCH = [30] as const
const IN = { signedIn: true, act: null, status: 200, main: null, shops: MUCH } as const
const OUT = { ...IN, signedIn: false, shops: [0] as const } as const

const book =
  (name: string, rest: string) =>
  ({ ids }: Shop) =>
    `/dashboard/ebooks/${ids[name]}${rest}`
/** The newest attempt at a book that ended so. */
const attempt = (name: string, outcome: string) => async (shop: Shop) => {
  const { body } = await shop.test.call("GET", `/api/v1/costs/attempts?ebookId=${shop.ids[name]}&outcome=${outcome}`)
  return `/dashboard/costs/attempts/${body.items[0].attemptId}`
}
/** The ledger was just proved. */
const proved = async ({ test }: Shop) => {
  await proveLedger(test.kernel.db, () => new Date())
  return "/dashboard/costs/proof"
}
/** The newest event of a kind at a book. */
const event = (name: string, type: string) => async (shop: Shop) => {
  const { body } = await shop.test.call("GET", `/api/v1/events?ebookId=${shop.ids[name]}&type=${type}&pageSize=1`)
  return `/dashboard/events/${body.items[0].id}`
}
/** One delivery of a finished book is given up, and the one before it was tried three times. */
const parked = async ({ test, ids }: Shop) => {
  const nth = (n: number) => sql`(
    select d.id from events.deliveries d where d.subscriber = 'generation-costs.keep-page-when-page-illustrated'
      and d.aggregate_id = ${ids["finished"]} order by d.sequence desc offset ${n} limit 1)`
  await test.kernel.db.execute(sql`
    update events.deliveries set state = 'parked', tries = 8, handled_at = null, duration_ms = null,
      last_error = 'Error: the disk of the database is full' where id = ${nth(0)}`)
  await test.kernel.db.execute(sql`
    update events.deliveries set tries = 3, last_error = 'Error: the connection was lost' where id = ${nth(1)}`)
  return "/dashboard/events?state=parked"
}
/** Three charges had no price when they were made; one was repriced since, two can be. */
const repriceable = async ({ test }: Shop) => {
  const report = (model: string, n: number) =>
    test.call("POST", "/api/v1/usage", {
      ...{
        attemptId: `${model.replace("/", "-")}-${n}`,
        model,
        route: "images",
        occurredAt: `2026-11-2${n}T09:14:07.118Z`,
      },
      ...{ outcome: "no-usable-image", imagesReturned: 0, usage: { prompt_tokens: 81 + n, completion_tokens: 0 } },
    })
  const price = (model: string) =>
    test.kernel.db.execute(sql`
      insert into generation_costs.price_versions (model, meter, unit, unit_price, valid_from, source, fetched_at)
      values (${model}, 'input_text', 'token', 0.0000003, '2026-01-01', 'a letter of the provider', now())`)
  const time = { from: "2026-11-01", to: "2026-11-30" }
  for (const [model, numbers] of [
    ["press/early", [1]],
    ["press/late", [1, 2]],
  ] as const) {
    for (const n of numbers) await report(model, n)
    await price(model)
  }
  await test.call("POST", "/api/v1/costs/repricing/apply", { ...time, model: "press/early" })
  return `/dashboard/prices/repricing?${new URLSearchParams({ ...time, model: "", money: "real", show: "1" })}`
}
const setUpLink = async ({ test }: Shop) => {
  const link = new URL((await test.app.setUpLink()) ?? "")
  return link.pathname + link.search
}

const orderTooMuch = async (page: Page) => {
  await page.fill('[name="pageCount"]', "200")
  await page.fill('[name="title"]', "")
  await page.click('button[type="submit"]:has-text("Make the book")')
}
const signInWrongly = async (page: Page) => {
  await page.fill('[name="email"]', "mara@paperbay.example")
  await page.fill('[name="password"]', "not my password")
  await page.click("main form button")
}
const makeKey = async (page: Page) => {
  await page.click("summary:has-text('Make a key')")
  await page.fill('[name="key-name"]', "Screens")
  await page.click('form[action="/dashboard/settings/keys"] button')
}
const renameToNothing = async (page: Page) => {
  await page.fill('[name="title"]', "")
  await page.click('form[action$="/rename"] button')
}

const replayFromNever = async (page: Page) => {
  await page.fill('[name="from"]', "yesterday")
  await page.click('form[action="/dashboard/events/replay"] button')
}

const PAGE_PRICE = new URLSearchParams({ model: "google/gemini-2.5-flash-image", meter: "output_image" })
/** The press has a price of its own for December. */
const changedPrice = async ({ test }: Shop) => {
  const december = { validFrom: "2026-12-01", validTo: "2026-12-31" }
  await test.call("POST", "/api/v1/prices", { ...Object.fromEntries(PAGE_PRICE), unitPrice: "0.000027", ...december })
  return "/dashboard/prices"
}
const priceInCents = async (page: Page) => {
  await page.fill('[name="unitPrice"]', "3 cents")
  await page.click("form.own-price button")
}

const resolveWithoutWords = async (page: Page) => {
  await page.click('label[for="became-amount"]')
  await page.fill('[name="amount"]', "4 cents")
  await page.click("form.resolve button")
}

const NEW_BOOK = 'a[href="/dashboard/ebooks/new"]'
const ORDER = 'button[type="submit"]:has-text("Make the book")'

/** Every screen there is. A new one is one line here, and is checked, photographed and weighed. */
export const SCREENS: readonly Screen[] = [
  { ...IN, name: "dashboard", shops: EVERY, path: () => "/", main: NEW_BOOK },
  { ...IN, name: "dashboard-none-found", path: () => "/?q=unicorn" },
  { ...IN, name: "new-book", shops: [0, 30], path: () => "/dashboard/ebooks/new", main: ORDER },
  { ...IN, name: "new-book-refused", path: () => "/dashboard/ebooks/new", act: orderTooMuch, status: 400, main: ORDER },
  { ...IN, name: "book", shops: [1], path: book("first", "") },
  { ...IN, name: "book-finished", path: book("finished", "") },
  { ...IN, name: "book-at-work", path: book("at-work", "") },
  { ...IN, name: "book-waiting", path: book("next", "") },
  { ...IN, name: "book-paused", path: book("by-hand", "") },
  { ...IN, name: "book-key-refused", path: book("key-refused", "") },
  { ...IN, name: "book-answer-lost", path: book("answer-lost", "") },
  { ...IN, name: "book-failed", path: book("refused", "") },
  { ...IN, name: "book-cancelled", path: book("abandoned", "") },
  { ...IN, name: "book-rename-refused", path: book("by-hand", ""), act: renameToNothing, status: 400 },
  { ...IN, name: "book-long-title", path: book("long-title", "") },
  { ...IN, name: "page", path: book("finished", "/pages/13") },
  { ...IN, name: "page-cover", path: book("finished", "/pages/0") },
  { ...IN, name: "page-failed", path: book("refused", "/pages/17") },
  { ...IN, name: "page-being-drawn", path: book("at-work", "/pages/44") },
  { ...IN, name: "costs", shops: EVERY, path: () => "/dashboard/costs" },
  { ...IN, name: "costs-book", path: ({ ids }) => `/dashboard/costs/ebooks/${ids["finished"]}` },
  { ...IN, name: "costs-everything", shops: [1, 30], path: () => "/dashboard/costs?period=everything&tz=Asia/Kolkata" },
  { ...IN, name: "costs-nothing", path: () => "/dashboard/costs?period=days&from=2001-02-03&to=2001-02-04" },
  { ...IN, name: "costs-refused", path: () => "/dashboard/costs?tz=other&zone=Mars", status: 400 },
  { ...IN, name: "costs-books", path: () => "/dashboard/costs/ebooks?period=everything" },
  { ...IN, name: "costs-proof", shops: [0, 30], path: proved },
  { ...IN, name: "costs-attempts", path: () => "/dashboard/costs/attempts" },
  {
    ...IN,
    name: "costs-attempts-narrowed",
    path: () => "/dashboard/costs/attempts?themeId=dinosaurs&outcome=succeeded",
  },
  { ...IN, name: "costs-attempt", path: attempt("finished", "succeeded") },
  { ...IN, name: "costs-attempt-lost", path: attempt("finished", "unknown") },
  {
    ...IN,
    name: "costs-attempt-resolve-refused",
    path: attempt("finished", "unknown"),
    act: resolveWithoutWords,
    status: 400,
  },
  { ...IN, name: "repricing", path: repriceable, main: 'form[action$="/apply"] button' },
  { ...IN, name: "prices", shops: [0, 30], path: changedPrice, main: 'form[action$="/refresh"] button' },
  { ...IN, name: "prices-refused", path: () => "/dashboard/prices", act: priceInCents, status: 400 },
  { ...IN, name: "prices-history", path: () => `/dashboard/prices/history?${PAGE_PRICE}` },
  { ...IN, name: "events", shops: [0, 30], path: () => "/dashboard/events" },
  { ...IN, name: "events-book", path: ({ ids }) => `/dashboard/events?book=${ids["refused"]}` },
  { ...IN, name: "events-parked", path: parked, main: "main .deliv button" },
  { ...IN, name: "events-none", path: () => "/dashboard/events?type=ebook-generation.ebook-deleted" },
  { ...IN, name: "event", path: event("finished", "ebook-generation.tokens-consumed") },
  { ...IN, name: "events-replay", path: () => "/dashboard/events/replay", main: "main form button" },
  { ...IN, name: "events-replay-refused", path: () => "/dashboard/events/replay", act: replayFromNever, status: 400 },
  { ...IN, name: "settings", path: () => "/dashboard/settings" },
  { ...IN, name: "settings-key-made", path: () => "/dashboard/settings", act: makeKey },
  { ...IN, name: "api-docs", path: () => "/api/docs" },
  { ...IN, name: "nothing-here", path: () => "/nothing", status: 404 },
  { ...OUT, name: "setup", shops: ["unset"], path: setUpLink, main: "main form button" },
  { ...OUT, name: "login", path: () => "/login", main: "main form button" },
  { ...OUT, name: "login-refused", path: () => "/login", act: signInWrongly, status: 401, main: "main form button" },
]
