import { cpus, release, totalmem } from "node:os"
import { decimal, sum, toText } from "../../src/shared/money.ts"
import type { Verdict } from "./checker.ts"
import { CRASH_POINTS } from "./crash-points.ts"
import type { History } from "./history.ts"
import type { Disturbance, Plan } from "./plan.ts"
import { LEASE_SECONDS } from "./plan.ts"
import { type Recovery, recoveries } from "./recovery.ts"

export function machine(postgres: string): string {
  const [cpu] = cpus()
  return `machine: ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}, PostgreSQL ${postgres}`
}

export const describeVerdicts = (verdicts: readonly Verdict[]): string[] =>
  verdicts.map(({ says, of, wrong }) =>
    wrong.length === 0 ? `✓ ${says} (${of})` : `✗ ${says} (${wrong.length} of ${of} wrong)`,
  )

export const describePlan = ({ disturbances, steering, stubbornPage }: Plan): string =>
  [
    ...disturbances.map(describeDisturbance),
    ...(steering ? [`a book ${steering.kind}`] : []),
    ...(stubbornPage === null ? [] : ["a page that fails"]),
  ].join("; ")

function describeDisturbance(one: Disturbance): string {
  if (one.kind === "postgres-killed") return "PostgreSQL killed"
  if (one.kind !== "struck") return `${one.member} ${one.kind}`
  return `${one.member} ${one.freezeMs === null ? "dies" : "freezes"} ${one.point}${one.nth === 1 ? "" : ` (${one.nth})`}`
}

/** What the rounds were made of, and how soon work went on. */
export function describeRun(history: History): string[] {
  const { lives, ebooks, pages, log, attempts, unresolved, outages, freezes } = history
  const times = (by: (ended: History["lives"][number]["ended"]) => boolean) =>
    lives.filter(({ ended }) => by(ended)).length
  const struck = times((ended) => (ended?.by ?? "") in CRASH_POINTS)
  const atRandom = times((ended) => ended?.by === "killed")
  const stopped = times((ended) => ended?.by === "stopped")
  const kept = pages.filter(({ attemptId }) => attemptId !== null).length
  const open = unresolved.filter(({ resolved }) => !resolved).length
  const late = unresolved.length - open
  const spent = toText(sum(log.map(({ cost }) => decimal(cost))))
  const all = recoveries(history)
  return [
    `members: ${lives.length} starts; ${struck} died at a named point, ${atRandom} were killed at any moment, ${freezes.length} frozen, ${stopped} stopped; PostgreSQL killed ${outages.length} times`,
    `named points that struck: ${pointsStruck(history)}`,
    `${ebooks.length} books, ${kept} paid pages kept, ${attempts.length} attempts, ${log.length} charges, $${spent}; ${open} unknown, ${late} more were and answered late`,
    `paid calls per kept page: ${(log.length / Math.max(1, kept)).toFixed(3)}`,
    describeTimes("next page or delivery after a kill or freeze of a member", all, "member", "work"),
    describeTimes(`all that it had sent was closed, with a lease of ${LEASE_SECONDS} s`, all, "member", "closed"),
    describeTimes("next page or delivery after PostgreSQL answered again", all, "postgres", "work"),
  ]
}

function pointsStruck({ lives, freezes }: History): string {
  const died = lives.flatMap(({ ended }) => (ended && ended.by in CRASH_POINTS ? ended.by : []))
  const froze = freezes.flatMap(({ point }) => point ?? [])
  const counts = Map.groupBy([...died, ...froze], (name) => name)
  return Object.keys(CRASH_POINTS)
    .map((name) => `${name} ${counts.get(name)?.length ?? 0}`)
    .join(", ")
}

function describeTimes(what: string, all: readonly Recovery[], of: Recovery["of"], measure: "work" | "closed"): string {
  const times = all
    .filter((one) => one.of === of && one[measure] !== null)
    .toSorted((a, b) => (a[measure] ?? 0) - (b[measure] ?? 0))
  const at = (share: number) => seconds(times[Math.min(times.length - 1, Math.floor(times.length * share))]?.[measure])
  const worst = times.at(-1)
  if (!worst) return `${what}: nothing to measure`
  return `${what}: p50 ${at(0.5)}, p99 ${at(0.99)}, max ${seconds(worst[measure])} (${worst.after}) of ${times.length}`
}

const seconds = (ms: number | null | undefined): string => `${((ms ?? 0) / 1_000).toFixed(2)} s`
