import { parseArgs } from "node:util"
import { sql } from "drizzle-orm"
import { checkLedger } from "../../src/features/generation-costs/infrastructure/sums/check-ledger.ts"
import { API_KEY } from "../../tests/support/app.ts"
import { OWNER } from "../../tests/support/shop.ts"
import { openShopAlone } from "../shop.ts"
import { fillLedger } from "./costs-rows.ts"
import { median, quantile, seconds } from "./figures.ts"

const REQUESTS = 200
const WARM_UP = 20
const FEW = 10_000

type Shop = Awaited<ReturnType<typeof openShopAlone>>
type Asked = { times: number[]; queries: number; bytes: number }

const paths = (today: Date): Record<string, string> => {
  const month = today.toISOString().slice(0, 7)
  return {
    "costs page, this month": "/dashboard/costs?period=this-month&money=real&tz=Europe/Paris",
    "costs page, one year": "/dashboard/costs?period=everything&money=real&tz=Asia/Kolkata",
    "a book's page": "/dashboard/costs/ebooks/bench-book-60?money=real",
    "an attempt's page": "/dashboard/costs/attempts/bench-4510",
    "list, newest": "/dashboard/costs/attempts?show=all&money=real",
    "list, waste": "/dashboard/costs/attempts?show=wasted&money=real",
    "list, one model": "/dashboard/costs/attempts?show=all&money=real&model=bytedance/seedream-4.5",
    "GET /costs, whole": "/api/v1/costs",
    "GET /costs by day": `/api/v1/costs?groupBy=day&from=${month}-01&tz=Europe/Paris`,
    "GET /costs by model": "/api/v1/costs?groupBy=model",
    "GET /costs by theme": "/api/v1/costs?groupBy=theme",
    "GET /costs/ebooks/{id}": "/api/v1/costs/ebooks/bench-book-60",
  }
}

/** The same questions to a ledger of 10,000 attempts and to one of many, in turn: `-- costs --rows 10000000`, 1,000,000 by default. */
export async function bench(): Promise<void> {
  const { values } = parseArgs({ allowPositionals: true, options: { rows: { type: "string", default: "1000000" } } })
  const many = Number(values.rows)
  const [few, full] = [await openLedger(FEW), await openLedger(many)]
  console.log(
    `method: server time of the app on the embedded PostgreSQL, ${REQUESTS} requests in turn after ${WARM_UP} to warm up; bytes are compressed; × is p50 at ${many} attempts against ${FEW}; one year of attempts, 75 a book, 3 models, 10 themes`,
  )
  for (const [name, path] of Object.entries(paths(new Date()))) {
    const [before, asked]: [Asked, Asked] = [newAsked(), newAsked()]
    for (let i = -WARM_UP; i < REQUESTS; i++) {
      await ask(few, path, i < 0 ? newAsked() : before)
      await ask(full, path, i < 0 ? newAsked() : asked)
    }
    const ratio = median(asked.times) / median(before.times)
    console.log(
      `${name.padEnd(24)} p50 ${ms(median(before.times))} → ${ms(median(asked.times))}, × ${ratio.toFixed(2)}; p99 ${ms(quantile(before.times, 0.99))} → ${ms(quantile(asked.times, 0.99))}; ${asked.queries} queries; ${before.bytes} → ${asked.bytes} bytes`,
    )
  }
  const checking = performance.now()
  const { agrees } = await checkLedger(full.shop.test.kernel.db)
  console.log(
    `ledger check of ${many}: ${seconds(performance.now() - checking)}, ${agrees ? "it agrees" : "IT DOES NOT AGREE"}`,
  )
  for (const { shop } of [few, full]) await shop.close()
}

type Ledger = { shop: Shop; cookie: string }

/** A server and a ledger of its own, so that a year is as dense as it would be. */
async function openLedger(rows: number): Promise<Ledger> {
  const shop = await openShopAlone(0, 100)
  const { db } = shop.test.kernel
  const from = performance.now()
  await fillLedger(db, { from: 0, to: rows, of: rows })
  await db.execute("checkpoint")
  const { rows: sizes } = await db.execute<{ size: string; rollups: number }>(sql`
    select pg_size_pretty(sum(pg_total_relation_size(c.oid))) as size,
           (select count(*)::int from generation_costs.rollups) as rollups
    from pg_class c where c.relnamespace = 'generation_costs'::regnamespace and c.relkind = 'r'`)
  console.log(
    `${rows} attempts: filled in ${seconds(performance.now() - from)}, ${sizes[0]?.size}, ${sizes[0]?.rollups} rollups`,
  )
  return { shop, cookie: await signIn(shop.url) }
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: "POST",
    headers: { origin: url },
    body: new URLSearchParams(OWNER),
    redirect: "manual",
  })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0])
  if (cookies.length === 0) throw new Error(`signing in answered ${answer.status}`)
  return cookies.join("; ")
}

const newAsked = (): Asked => ({ times: [], queries: 0, bytes: 0 })

/** In the process of the server, so that neither sockets nor a client are in the figure; compressed as for a browser. */
async function ask({ shop, cookie }: Ledger, path: string, asked: Asked): Promise<void> {
  const credentials = path.startsWith("/api") ? { authorization: `Bearer ${API_KEY}` } : { cookie }
  const request = new Request(shop.url + path, { headers: { ...credentials, "accept-encoding": "gzip" } })
  const [from, queries] = [performance.now(), shop.queries()]
  const answer = await shop.test.app.web.fetch(request)
  const body = await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  asked.times.push(performance.now() - from)
  asked.queries = shop.queries() - queries
  asked.bytes = body.byteLength
}

const ms = (value: number) => `${value.toFixed(1)} ms`
