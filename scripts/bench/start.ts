import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { startEmbeddedPostgres } from "../../src/shared/database/embedded-postgres.ts"
import { median, seconds } from "./figures.ts"

/** As in the start script of package.json, which begins with “exec node”. */
const STARTED_BY: string[] = JSON.parse(readFileSync("package.json", "utf8")).scripts.start.split(" ").slice(2)
const ROUNDS = 5
const PORT = 3917
/** After so long at rest the garbage of starting is gone. */
const REST_MS = 5_000

/** Start of the process until /readyz answers 200, on an empty folder (cold) and again on the same (warm). */
export async function bench(): Promise<void> {
  const cold: number[] = []
  const warm: number[] = []
  const memory: number[] = []
  const databaseOnly: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const dataDir = mkdtempSync(join(tmpdir(), "colophon-bench-"))
    cold.push((await run(dataDir, 0)).ms)
    const again = await run(dataDir, round === 0 ? REST_MS : 500)
    warm.push(again.ms)
    memory.push(again.mebibytes)
    const from = performance.now()
    const postgres = await startEmbeddedPostgres(dataDir)
    databaseOnly.push(performance.now() - from)
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  console.log(
    `method: ${ROUNDS} rounds of the start script on a new folder, then again on the same; from spawn to 200 from /readyz; medians (largest)`,
  )
  console.log(`cold start: ${seconds(median(cold))} (${seconds(Math.max(...cold))})`)
  console.log(
    `warm start: ${seconds(median(warm))} (${seconds(Math.max(...warm))}), ${(median(warm) / median(databaseOnly)).toFixed(1)} × the database alone (${seconds(median(databaseOnly))})`,
  )
  console.log(`resident memory of Node after ${REST_MS / 1000} s at rest: ${memory[0]} MiB`)
}

async function run(dataDir: string, restMs: number): Promise<{ ms: number; mebibytes: number }> {
  const from = performance.now()
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(PORT),
    LOG_LEVEL: "silent",
    DATABASE_URL: "",
    OPENROUTER_API_KEY: "",
  }
  const child = spawn("node", STARTED_BY, { env, stdio: "ignore" })
  while (
    !(await fetch(`http://127.0.0.1:${PORT}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  )
    await sleep(5)
  const ms = performance.now() - from
  await sleep(restMs)
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8")
  const mebibytes = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
  child.kill("SIGTERM")
  await new Promise((gone) => child.once("exit", gone))
  return { ms, mebibytes }
}
