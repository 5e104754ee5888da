import { mkdir } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import { createMember } from "./member.ts"
import { LEASE_SECONDS, MEMBERS, type MemberName } from "./plan.ts"
import { type Outage, openPostgres, type Postgres } from "./postgres.ts"
import { openProvider, type Provider } from "./provider.ts"
import { type Supervised, supervise } from "./supervisor.ts"
import { openTimeline, type Timeline } from "./timeline.ts"

/** One database, one provider, one folder of pictures, a web process and two workers; it goes on from round to round. */
export type Installation = {
  folder: string
  dataDir: string
  chargeLogPath: string
  webUrl: string
  postgres: Postgres
  provider: Provider
  timeline: Timeline
  outages: readonly Outage[]
  house: Record<MemberName, Supervised>
  /** kill -9 of PostgreSQL and its return; members that end meanwhile are started after it. */
  killPostgres(restMs: number): Promise<void>
  close(): Promise<void>
}

export const API_KEY = "the-key-of-the-chaos-run"

/** Nobody is started yet: whoever is armed first is started armed. */
export async function openInstallation(folder: string, databaseUrl: string | undefined): Promise<Installation> {
  const [dataDir, logs, provided] = ["data", "logs", "provider"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const each of [dataDir, logs, provided]) await mkdir(each, { recursive: true })
  const timeline = openTimeline(join(folder, "timeline.jsonl"))
  const chargeLogPath = join(provided, "charges.jsonl")
  const provider = await openProvider(chargeLogPath)
  const postgres = await openPostgres(join(folder, "database"), databaseUrl)
  const outages: Outage[] = []
  let down: Promise<unknown> = Promise.resolve()

  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env
  const env = {
    ...{ PATH, HOME, TMPDIR, DATA_DIR: dataDir, DATABASE_URL: postgres.url, COLOPHON_API_KEY: API_KEY },
    ...{ OPENROUTER_API_KEY: "the-key-of-the-provider", OPENROUTER_BASE_URL: provider.url },
    ...{ LEASE_SECONDS: String(LEASE_SECONDS), LOG_LEVEL: "info" },
  }
  const ports = await Promise.all(MEMBERS.map(freePort))
  const house = Object.fromEntries(
    MEMBERS.map((name, i) => {
      const role = name === "web" ? "web" : "worker"
      const member = createMember({ name, role, port: ports[i] ?? 0, folder: logs, env })
      return [name, supervise({ member, timeline, untilPostgresIsUp: async () => void (await down) })]
    }),
  ) as Record<MemberName, Supervised>
  return {
    ...{ folder, dataDir, chargeLogPath, postgres, provider, timeline, outages, house },
    webUrl: house.web.member.url,
    async killPostgres(restMs) {
      if (!postgres.kill) return
      await down
      timeline.note({ what: "postgres-killed" })
      const outage = postgres.kill(restMs)
      down = outage
      outages.push(await outage)
      timeline.note({ what: "postgres-back" })
    },
    async close() {
      await Promise.all(Object.values(house).map((one) => one.close()))
      await provider.close()
      await postgres.stop()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise((listening) => server.once("listening", listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === "object" && address ? address.port : 0
}
