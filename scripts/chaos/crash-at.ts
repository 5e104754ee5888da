/**
 * Given to a process by `--import`: writes down which calls it sends, and where CRASH_AT=<point>:<nth>:<signal> says so
 * ends or freezes it by its own hand at that point. The program itself knows nothing of this.
 */
import { appendFileSync } from "node:fs"
import { CRASH_POINTS, type CrashPoint, type Moment, type PointName } from "./crash-points.ts"
import { watchCalls } from "./watch-calls.ts"
import { watchFiles } from "./watch-files.ts"
import { watchStatements } from "./watch-statements.ts"

const diary = process.env["CHAOS_DIARY"] ?? ""
const [name = "", nth = "1", signal = "SIGKILL"] = (process.env["CRASH_AT"] ?? "").split(":")
const point: CrashPoint | undefined = CRASH_POINTS[name as PointName]
let passed = 0

/** Synchronous, so that it is on disk when the signal strikes. */
const note = (entry: object) => appendFileSync(diary, `${JSON.stringify({ at: Date.now(), ...entry })}\n`)

function pass(moment: Moment): void {
  if (!point) return
  if (passed < Number(nth) && point.spoils?.(moment)) throw new Error("spoilt by the crash harness")
  if (!point.isHere(moment) || ++passed !== Number(nth)) return
  note({ struck: name, signal })
  process.kill(process.pid, signal)
}

watchStatements(pass)
watchCalls(pass, note)
watchFiles(pass)
