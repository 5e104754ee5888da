import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { Client } from "pg"
import { giveTo, identityFor, type LaunchIdentity } from "../../src/shared/database/launch-identity.ts"

/** The folder of PostgreSQL 15's programs on this machine, or null. */
export function postgres15(): string | null {
  const folders = ["/usr/lib/postgresql/15/bin", "/usr/pgsql-15/bin", "/opt/homebrew/opt/postgresql@15/bin", asTold()]
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null
}

/** `pg_config` speaks for the version that is installed for everybody. */
function asTold(): string {
  try {
    const ask = (what: string) => execFileSync("pg_config", [what], { encoding: "utf8", stdio: "pipe" }).trim()
    return ask("--version").startsWith("PostgreSQL 15.") ? ask("--bindir") : ""
  } catch {
    return ""
  }
}

/** A server in a temporary folder, on a socket there and on no port. It forgets everything when it stops. */
export async function startPostgres15(programs: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-pg15-"))
  const identity = await identityFor(folder, folder, true)
  if (!identity) throw new Error("nobody here may run PostgreSQL")
  await giveTo(identity, folder)

  const data = join(folder, "data")
  const initdb = launch(identity, join(programs, "initdb"), [
    "-D",
    data,
    "-U",
    "test",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "-N",
  ])
  const [code] = await once(initdb, "exit")
  if (code !== 0) throw new Error("initdb of PostgreSQL 15 failed")
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "fsync=off", "shared_buffers=64MB"]
  const server = launch(identity, join(programs, "postgres"), ["-D", data, ...settings.flatMap((one) => ["-c", one])])
  const url = `postgres://test@localhost:5432/postgres?host=${encodeURIComponent(folder)}&sslmode=disable`
  await untilItAnswers(url, server)
  return {
    url,
    async stop() {
      server.kill("SIGINT")
      if (server.exitCode === null) await once(server, "exit")
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function launch({ prefix, credentials }: LaunchIdentity, program: string, args: string[]): ChildProcess {
  const [file = "", ...rest] = [...prefix, program, ...args]
  return spawn(file, rest, { ...credentials, cwd: "/", stdio: "ignore" })
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const client = new Client(url)
    client.on("error", () => {})
    const answers = await client.connect().then(
      () => true,
      () => false,
    )
    if (answers) return client.end()
    await sleep(20)
  }
  throw new Error("PostgreSQL 15 did not start")
}
