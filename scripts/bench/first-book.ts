import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { seconds } from "./figures.ts"

const POLL_MS = 50
const BOOK = { themeId: "mandalas", title: "Quiet Circles", audience: "6-8", trim: "8.5x11", pageCount: "24" }
const PERSON = { name: "Mara Lind", email: "mara@paperbay.example", password: "a sentence is easier to keep" }

/** What a stranger waits for: clone, install, start, make the first administrator, order a book, hold it finished. No time to read or type. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-first-book-"))
  const checkout = join(folder, "colophon")
  const steps: { step: string; ms: number }[] = []
  const timed = async <T>(step: string, work: () => T | Promise<T>): Promise<T> => {
    const from = performance.now()
    const result = await work()
    steps.push({ step, ms: performance.now() - from })
    return result
  }
  let server: ChildProcess | undefined
  try {
    await timed("git clone", () => run("git", ["clone", "--quiet", process.cwd(), checkout], process.cwd()))
    await timed("npm ci", () => run("npm", ["ci", "--no-audit", "--no-fund"], checkout))
    const site = `http://127.0.0.1:${await freePort()}`
    const link = await timed("npm start, until the set-up link", async () => {
      server = spawn("npm", ["start"], { cwd: checkout, env: environment(new URL(site).port) })
      return linkFrom(server)
    })
    const cookie = await timed("first administrator", () => setUp(site, link))
    const book = await timed("order the book", () => order(site, cookie))
    await timed("24 pages and two covers drawn", () => untilDrawn(site, cookie, book))
  } finally {
    server?.kill("SIGTERM")
    if (server) await new Promise((gone) => server?.once("exit", gone))
    rmSync(folder, { recursive: true, force: true })
  }
  const total = steps.reduce((sum, { ms }) => sum + ms, 0)
  const install = steps.find(({ step }) => step === "npm ci")?.ms ?? total
  console.log(
    "method: one run of the README's commands on a fresh clone, npm's cache as it was; forms posted as a browser does",
  )
  for (const { step, ms } of steps) console.log(`${step}: ${seconds(ms)}`)
  console.log(
    `from git clone to the first finished book: ${seconds(total)}, ${(total / install).toFixed(2)} × npm ci alone`,
  )
}

function run(file: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(file, args, { cwd, encoding: "utf8" })
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} failed: ${stderr}`)
}

/** Nothing of this process's own settings reaches the stranger's. */
const environment = (port: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  PORT: port,
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === "object" && address ? address.port : 0
}

function linkFrom(server: ChildProcess): Promise<string> {
  let said = ""
  return new Promise((found, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      const link = /http:\S+\/setup\?token=[\w-]+/.exec(said)
      if (link) found(link[0])
    }
    server.stdout?.on("data", hear)
    server.stderr?.on("data", hear)
    server.once("exit", () => failed(new Error(`the server ended: ${said}`)))
  })
}

const post = (site: string, path: string, form: Record<string, string>, cookie: string) =>
  fetch(new URL(path, site), {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { origin: site, cookie },
    redirect: "manual",
  })

async function setUp(site: string, link: string): Promise<string> {
  await fetch(link)
  const token = new URL(link).searchParams.get("token") ?? ""
  const answer = await post(site, "/setup", { ...PERSON, token }, "")
  const [cookie] = answer.headers.getSetCookie()
  if (answer.status !== 303 || !cookie) throw new Error(`/setup answered ${answer.status}`)
  return cookie.split(";")[0] ?? ""
}

async function order(site: string, cookie: string): Promise<string> {
  const page = await (await fetch(`${site}/dashboard/ebooks/new`, { headers: { cookie } })).text()
  const models = [...page.matchAll(/<option value="([^"]+\/[^"]+)" selected/g)].map((match) => match[1] ?? "")
  const [pageModel = "", coverModel = ""] = models
  const answer = await post(
    site,
    "/dashboard/ebooks",
    { ...BOOK, author: "", seed: "7", pageModel, coverModel },
    cookie,
  )
  const place = answer.headers.get("location")
  if (answer.status !== 303 || !place) throw new Error(`the order answered ${answer.status}`)
  return place
}

async function untilDrawn(site: string, cookie: string, place: string): Promise<void> {
  const path = place.replace("/dashboard/", "/api/v1/")
  for (;;) {
    const answer = await fetch(new URL(path, site), { headers: { cookie } })
    const book = (await answer.json()) as { status: string }
    if (book.status === "draft") return
    if (!["requested", "generating"].includes(book.status)) throw new Error(`the book is ${book.status}`)
    await sleep(POLL_MS)
  }
}
