/**
 * Kills the whole program with kill -9 at random moments while it draws books, starts it again, and at the end
 * compares the sandbox's charge log with the ledger: `npm run chaos -- [--kills 50] [--seed 1] [--roles]`. With
 * `--roles` it is a web process and two workers, of which one at a time is killed; DATABASE_URL may name an empty database.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { readChargeLog } from "../src/sandbox/charge-log.ts"
import { decimal, sum, toText } from "../src/shared/money.ts"

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    roles: { type: "boolean", default: false },
  },
})
const kills = Number(values.kills)
/** Kills strike this long after a start, so the first start and the migrations are hit too. Milliseconds. */
const LONGEST_LIFE_MS = 5_000
const KEY = "the-key-of-the-chaos-run"

let state = Number(values.seed)
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

const dataDir = mkdtempSync(join(tmpdir(), "colophon-chaos-"))
/** The first serves the pages, and so the API. */
const roles = values.roles ? ["web", "worker", "worker"] : ["all"]
const ports = await Promise.all(roles.map(freePort))
const [port] = ports
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  COLOPHON_API_KEY: KEY,
  LEASE_SECONDS: "3",
  LOG_LEVEL: "silent",
  OPENROUTER_API_KEY: "",
}
const books: string[] = []

const children = roles.map((_, member) => start(member))
for (let kill = 1; kill <= kills; kill++) {
  const life = random() * LONGEST_LIFE_MS
  const asking = ensureBookAtWork(children[0])
  await sleep(life)
  const member = roles.length > 1 ? Math.floor(random() * roles.length) : 0
  const child = children[member]
  if (!child) throw new Error("nobody to kill")
  // Every third kill takes the whole group, as closing a terminal would.
  const group = kill % 3 === 0 && child.pid ? -child.pid : child.pid
  if (group) process.kill(group, "SIGKILL")
  await Promise.race([new Promise((gone) => child.once("exit", gone)), sleep(2_000)])
  await asking
  process.stderr.write(`\rkill ${kill} of ${kills}, ${books.length} books `)
  children[member] = start(member)
}
process.stderr.write("\n")

await ready(children[0])
const from = performance.now()
await ensureBookAtWork(children[0])
for (const id of books) await until(id)
const quietAfter = Math.round((performance.now() - from) / 1000)
await sleep(1_500)
const failures = await compare()
await Promise.all(children.map(stop))
rmSync(dataDir, { recursive: true, force: true })
process.exit(failures.length > 0 ? 1 : 0)

function start(member: number): ChildProcess {
  const own = { ...env, ROLE: roles[member], PORT: String(ports[member]) }
  return spawn("node", ["src/main.ts"], { env: own, stdio: ["ignore", "ignore", "pipe"], detached: true }).on(
    "error",
    () => {},
  )
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM")
  await new Promise((gone) => child.once("exit", gone))
}

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" }
  const payload = body ? { body: JSON.stringify(body) } : {}
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers,
    ...payload,
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function ready(process: ChildProcess | undefined): Promise<boolean> {
  for (let i = 0; i < 1_200 && process?.exitCode === null && process.signalCode === null; i++) {
    if (
      await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return true
    await sleep(25)
  }
  return false
}

/** Asks for a new book when the last one is finished, if the program lives long enough. */
async function ensureBookAtWork(process: ChildProcess | undefined): Promise<void> {
  try {
    if (!(await ready(process))) return
    const { items } = await call<{ items: { id: string; status: string }[] }>("GET", "/ebooks?pageSize=200")
    for (const { id } of items) if (!books.includes(id)) books.push(id)
    if (items.some(({ status }) => status === "requested" || status === "generating")) return
    const request = {
      title: `Book ${books.length + 1}`,
      themeId: "mandalas",
      audience: "adults",
      pageCount: 24,
      seed: books.length,
    }
    books.push((await call<{ id: string }>("POST", "/ebooks", request)).id)
  } catch {
    // Killed while asking: the next start sees whether the book was stored.
  }
}

async function until(id: string): Promise<void> {
  for (let i = 0; i < 3_000; i++) {
    const { status } = await call<{ status: string }>("GET", `/ebooks/${id}`)
    if (status === "draft" || status === "failed") return
    await sleep(100)
  }
  throw new Error(`book ${id} did not end`)
}

type Attempt = {
  attemptId: string
  ebookId: string
  pages: number[]
  outcome: string
  amount: string | null
  usage: unknown
}

async function compare(): Promise<string[]> {
  const charges = await readChargeLog(join(dataDir, "sandbox", "charges.jsonl"))
  const attempts: Attempt[] = []
  for (let page = 1; ; page++) {
    const { items, total } = await call<{ items: Attempt[]; total: number }>(
      "GET",
      `/costs/attempts?simulated=true&pageSize=200&page=${page}`,
    )
    attempts.push(...items)
    if (attempts.length >= total || items.length === 0) break
  }
  const { total } = await call<{
    total: { amount: string; unresolvedCount: number; heldCount: number; unpricedCount: number }
  }>("GET", "/costs?simulated=true")
  const statuses = await Promise.all(
    books.map(async (id) => (await call<{ status: string }>("GET", `/ebooks/${id}`)).status),
  )

  const known = new Map(attempts.map((attempt) => [attempt.attemptId, attempt]))
  const unresolved = new Set(attempts.filter(({ outcome }) => outcome === "unknown").map(({ attemptId }) => attemptId))
  const ofUnresolved = charges.filter(({ attemptId }) => attemptId !== null && unresolved.has(attemptId))
  const cost = (some: readonly { cost: string }[]) => sum(some.map((one) => decimal(one.cost)))
  const drawnTwice = [
    ...Map.groupBy(
      attempts.filter(({ outcome }) => outcome === "succeeded"),
      ({ ebookId, pages }) => `${ebookId}/${pages[0]}`,
    ).values(),
  ].filter((some) => some.length > 1)
  const charged = Map.groupBy(charges, ({ attemptId }) => attemptId)

  const checks: [string, boolean][] = [
    [
      "every charge of the log belongs to an attempt that the ledger names",
      charges.every(({ attemptId }) => known.has(attemptId ?? "")),
    ],
    ["no attempt was charged twice", [...charged.values()].every((some) => some.length === 1)],
    [
      "ledger = charge log − charges of the attempts named as unresolved",
      decimal(total.amount).eq(cost(charges).minus(cost(ofUnresolved))),
    ],
    ["no page was paid for twice with a known outcome", drawnTwice.length === 0],
    ["nothing is still held, nothing is unpriced", total.heldCount === 0 && total.unpricedCount === 0],
    ["every book is a draft", statuses.every((status) => status === "draft")],
  ]
  const content = books.length * 25
  console.log(
    `${roles.join(", ")}: ${kills} kills -9 (seed ${values.seed}), ${books.length} books, ${content} paid pages kept, all ended ${quietAfter} s after the last start`,
  )
  console.log(`charge log: ${charges.length} charges, $${toText(cost(charges))}`)
  console.log(
    `ledger:     ${attempts.length - unresolved.size} charges, $${total.amount}, and ${unresolved.size} unresolved (of which ${ofUnresolved.length} were charged $${toText(cost(ofUnresolved))})`,
  )
  console.log(`paid calls per kept page: ${(charges.length / content).toFixed(3)}`)
  for (const [what, holds] of checks) console.log(`${holds ? "✓" : "✗"} ${what}`)
  return checks.filter(([, holds]) => !holds).map(([what]) => what)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise((listening) => server.once("listening", listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === "object" && address ? address.port : 3999
}
