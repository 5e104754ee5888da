/**
 * The crash harness: `npm run chaos -- --rounds 20 --seed 7`. A web process and two workers draw books while they die at
 * named points, are killed, frozen and stopped at any moment, and PostgreSQL itself is killed. After each round a checker
 * compares what the provider charged, the attempts, the ledger, its copies, the events and the pages. The seed is printed
 * and gives the same plan again. Without --rounds it is a short run, of at most two minutes on two cores. DATABASE_URL may
 * name an empty database of a server, which then is not killed. `--keep` leaves everything where it can be looked at.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { judge, rememberAll, type Verdict } from "./chaos/checker.ts"
import type { History } from "./chaos/history.ts"
import { openInstallation } from "./chaos/installation.ts"
import { type Plan, planRounds } from "./chaos/plan.ts"
import { describePlan, describeRun, describeVerdicts, machine } from "./chaos/report.ts"
import { playRound } from "./chaos/round.ts"
import { describeLastRound } from "./chaos/timeline.ts"

/** The short run begins no round after this, milliseconds; one takes 10 to 25 s. */
const SHORT_RUN_MS = 80_000
/** In so many rounds every named point has its turn. */
const ROUNDS_FOR_ALL_POINTS = 9
/** A broken rule may be broken everywhere: so many ids of each are printed. */
const MOST_IDS = 20

const { values } = parseArgs({
  options: { rounds: { type: "string" }, seed: { type: "string" }, keep: { type: "boolean", default: false } },
})
const rounds = Number(values.rounds ?? ROUNDS_FOR_ALL_POINTS)
const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000))
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error("--rounds takes a whole number from 1.")
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), "colophon-chaos-"))
const installation = await openInstallation(folder, process.env["DATABASE_URL"] || undefined)
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void installation.close().finally(() => process.exit(1)))

console.log(machine(installation.postgres.version))
console.log(`seed ${seed}; again: npm run chaos -- --rounds ${rounds} --seed ${seed}`)
if (!installation.postgres.kill) console.log("DATABASE_URL names a server that is not ours: PostgreSQL is not killed")

let history: History | undefined
let verdicts: Verdict[] = []
let failures: string[] = []
const plans = planRounds(seed, installation.postgres.kill !== null)
const began = performance.now()
const isTimeLeft = () => values.rounds !== undefined || performance.now() - began < SHORT_RUN_MS
try {
  for (let round = 1; round <= rounds && failures.length === 0 && isTimeLeft(); round++)
    failures = await playAndCheck(plans.next().value)
} finally {
  await installation.close()
}

for (const line of describeVerdicts(verdicts)) console.log(line)
if (history) for (const line of describeRun(history)) console.log(line)
writeFileSync(join(folder, "history.json"), JSON.stringify(history, null, 1))
if (failures.length === 0 && !values.keep) rmSync(folder, { recursive: true, force: true })
else console.log(`${folder} has timeline.jsonl, history.json, the logs and the database`)
for (const line of failures) console.error(line)
process.exit(failures.length === 0 ? 0 : 1)

/** What does not hold after the round: in sentences, with the ids to look for and what was done to whom. */
async function playAndCheck(plan: Plan): Promise<string[]> {
  const from = performance.now()
  const unplanned = await playRound(installation, plan).catch((error: unknown) => [String(error)])
  const evidence = [...unplanned.map((sentence) => `✗ ${sentence}`), ...(await check().catch(whatWentWrong))]
  const seconds = ((performance.now() - from) / 1_000).toFixed(1)
  console.log(`${evidence.length === 0 ? "✓" : "✗"} round ${plan.round}, ${seconds} s: ${describePlan(plan)}`)
  if (evidence.length === 0) return []
  return [
    `seed ${seed}, round ${plan.round}:`,
    ...evidence,
    "what was done:",
    ...describeLastRound(installation.timeline.all),
  ]
}

async function check(): Promise<string[]> {
  history = await rememberAll(installation)
  verdicts = judge(history)
  return verdicts.flatMap(({ says, wrong }) =>
    wrong.length === 0 ? [] : [`✗ ${says}`, ...wrong.slice(0, MOST_IDS).map((id) => `  ${id}`)],
  )
}

function whatWentWrong(error: unknown): string[] {
  return [`✗ nothing could be compared: ${error}`]
}
