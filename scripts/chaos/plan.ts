import { type Random, randomFrom } from "../../src/sandbox/artist/random.ts"
import { CRASH_POINTS, type PointName } from "./crash-points.ts"
import { drawFaults, type Fault } from "./provider.ts"

export const LEASE_SECONDS = 3

export const WORKERS = ["worker-1", "worker-2"] as const
export const MEMBERS = ["web", ...WORKERS] as const
export type MemberName = (typeof MEMBERS)[number]

/** What is done to whom. Times are milliseconds; `atMs` counts from when the round's book was asked for. */
export type Disturbance =
  /** By its own hand at a named point, passed for the nth time. `freezeMs` null: kill -9. */
  | { kind: "struck"; member: MemberName; point: PointName; nth: number; freezeMs: number | null; restMs: number }
  | { kind: "killed" | "stopped"; member: MemberName; atMs: number; restMs: number }
  | { kind: "frozen"; member: MemberName; atMs: number; freezeMs: number }
  | { kind: "postgres-killed"; atMs: number; restMs: number }

export type Plan = {
  round: number
  disturbances: readonly Disturbance[]
  faults: readonly Fault[]
  /** A page that no answer has a picture for, six times: it fails, and so does the book until it is resumed. */
  stubbornPage: number | null
  /** What a person does: lets the book rest for a while, or asks for a second one and thinks better of it. */
  steering: { kind: "paused" | "cancelled"; atMs: number } | null
}

type Timed = Exclude<Disturbance["kind"], "struck">

/** Points of whoever delivers; of whoever takes over what a dead one left; and of whoever draws. */
const DELIVERING: readonly PointName[] = [
  "mid-relay",
  "before-relay-commit",
  "after-relay-commit",
  "after-failure-noted",
  "during-catch-up",
]
const LAST_PAGE = "before-end-commit"
const TAKING_OVER: readonly PointName[] = ["before-takeover-commit", "after-takeover", LAST_PAGE]
const FIRST_START = "during-migration"
const DRAWING = (Object.keys(CRASH_POINTS) as PointName[]).filter(
  (name) => name !== FIRST_START && !DELIVERING.includes(name) && !TAKING_OVER.includes(name),
)
/** After these the dead one holds a page, which somebody has to take over. */
const HOLDING: readonly PointName[] = [
  "after-reserve",
  "after-send",
  "after-response",
  "after-spool",
  "after-image-stored",
]

/** The rounds of a seed, one after the other: every named point has its turn before one comes again. */
export function* planRounds(seed: string, mayKillPostgres: boolean): Generator<Plan, never> {
  const random = randomFrom("chaos", seed)
  const toDraw = deck(random, DRAWING)
  const toDeliver = deck(random, DELIVERING)
  const toTakeOver = deck(random, TAKING_OVER)
  const timed: Timed[] = ["killed", "frozen", "stopped", ...(mayKillPostgres ? (["postgres-killed"] as const) : [])]
  const toTime = deck(random, timed)
  for (let round = 1; ; round++) {
    const isTakeover = round % 3 === 0
    const struck = [
      ...(round === 1 ? firstStart(random) : []),
      ...(isTakeover
        ? takeover(random, toTakeOver())
        : WORKERS.map((name) => strike(random, name, toDraw(), mayFreeze(random)))),
      ...(round === 1 ? [] : [strike(random, "web", toDeliver(), mayFreeze(random))]),
    ]
    yield {
      round,
      disturbances: [...struck, ...[toTime(), toTime()].map((kind) => timely(random, kind, isTakeover))],
      faults: drawFaults(random, 60),
      stubbornPage: random.chance(0.25) ? Math.floor(random.between(1, 25)) : null,
      steering: random.chance(0.4)
        ? { kind: random.pick(["paused", "cancelled"]), atMs: random.between(300, 4_000) }
        : null,
    }
  }
}

/** Whoever gets at the empty database first dies in the middle of it, and so do those who come after. */
function firstStart(random: Random): Disturbance[] {
  const nth = Math.floor(random.between(1, CRASH_POINTS[FIRST_START].within + 1))
  return MEMBERS.map((member) => ({
    kind: "struck",
    member,
    point: FIRST_START,
    nth,
    freezeMs: null,
    restMs: 0,
  }))
}

/**
 * One dies with a page in its hand and stays away until the other has taken it over and died of it. Only one worker passes
 * the end of a book, so both wait there: the second dies of what the first left.
 */
function takeover(random: Random, point: PointName): Disturbance[] {
  const [lost, taker] = random.shuffle(WORKERS) as [MemberName, MemberName]
  const holding = point === LAST_PAGE ? point : (HOLDING[Math.floor(random.between(0, HOLDING.length))] ?? "after-send")
  return [
    { ...strike(random, lost, holding, false), restMs: REST_OF_THE_LOST_MS },
    { ...strike(random, taker, point, point !== LAST_PAGE && mayFreeze(random)), restMs: REST_OF_THE_TAKER_MS },
  ]
}

const REST_OF_THE_LOST_MS = (LEASE_SECONDS + 3) * 1_000
const REST_OF_THE_TAKER_MS = 500
const mayFreeze = (random: Random) => random.chance(0.3)

/** Past the lease, so that it wakes as a zombie; every second time while its page is being taken over or drawn by a successor. */
function freezing(random: Random): number {
  const seconds = random.chance(0.5) ? random.between(-0.6, 1) : random.between(1, 3)
  return Math.round((LEASE_SECONDS + seconds) * 1_000)
}
const resting = (random: Random) => Math.round(random.between(0, 1_500))

function strike(
  random: Random,
  member: MemberName,
  point: PointName,
  freeze: boolean,
): Disturbance & { kind: "struck" } {
  const nth = Math.floor(random.between(1, CRASH_POINTS[point].within + 1))
  return { kind: "struck", member, point, nth, freezeMs: freeze ? freezing(random) : null, restMs: resting(random) }
}

function timely(random: Random, kind: Timed, isTakeover: boolean): Disturbance {
  const atMs = Math.round(random.between(300, 5_000))
  if (kind === "postgres-killed") return { kind, atMs, restMs: Math.round(random.between(0, 800)) }
  // While a takeover is waited for, the workers are left to it.
  const member = isTakeover ? "web" : random.pick(MEMBERS)
  if (kind === "frozen") return { kind, member, atMs, freezeMs: freezing(random) }
  return { kind, member, atMs, restMs: resting(random) }
}

/** Deals in shuffled passes. */
function deck<T>(random: Random, things: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = random.shuffle(things)
    return left.pop() as T
  }
}
