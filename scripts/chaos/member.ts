import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, existsSync, openSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/** From one start of a member to its end. */
export type Life = {
  member: string
  number: number
  pid: number
  startedAt: number
  /** When it first answered. */
  readyAt: number | null
  log: string
  diary: string
  /** Where it is to be struck, as CRASH_AT; null: nowhere. */
  orders: string | null
  ended: { at: number; code: number | null; signal: string | null; by: string } | null
}

export type Member = {
  name: string
  url: string
  lives: Life[]
  start(orders: string | null): void
  /** Waits until it answers; false when it ended before that. */
  ready(): Promise<boolean>
  isUp(): boolean
  /** What its diary says of this life. */
  diary(): DiaryEntry[]
  signal(signal: NodeJS.Signals, by: string): void
  /** Waits for its end. */
  gone(): Promise<void>
}

/** A call for the picture of an attempt, or the point where it was struck and how. */
export type DiaryEntry = { at: number; called?: string; struck?: string; signal?: string }

export type MemberSetting = { name: string; role: string; port: number; folder: string; env: Record<string, string> }

const ROOT = new URL("../../", import.meta.url).pathname

/** A process of the program as `npm start` runs it, watched by the harness's preload. */
export function createMember({ name, role, port, folder, env }: MemberSetting): Member {
  const lives: Life[] = []
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  /** Who asked for which end of this life. */
  let asked: Partial<Record<NodeJS.Signals, string>> = {}
  let end: Promise<void> = Promise.resolve()

  const isUp = () => child?.exitCode === null && child.signalCode === null
  const answers = () =>
    fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
  return {
    name,
    url,
    lives,
    isUp,
    start(orders) {
      const number = lives.length + 1
      const [log, diary] = ["log", "diary"].map((kind) => join(folder, `${name}-${number}.${kind}`)) as [string, string]
      const output = openSync(log, "a")
      const started = spawn(process.execPath, [...PRELOADS, "src/main.ts"], {
        cwd: ROOT,
        // A group of its own: a Ctrl-C is for the harness, which ends its members itself.
        detached: true,
        stdio: ["ignore", output, output],
        env: { ...env, PORT: String(port), ROLE: role, CHAOS_DIARY: diary, ...(orders ? { CRASH_AT: orders } : {}) },
      })
      closeSync(output)
      const pid = started.pid ?? 0
      const life: Life = {
        member: name,
        number,
        pid,
        startedAt: Date.now(),
        readyAt: null,
        log,
        diary,
        orders,
        ended: null,
      }
      lives.push(life)
      child = started
      asked = {}
      end = once(started, "exit").then(([code, signal]) => {
        const by = struckIn(diary) ?? asked[(signal as NodeJS.Signals | null) ?? "SIGTERM"] ?? "nobody"
        life.ended = { at: Date.now(), code, signal, by }
      })
    },
    async ready() {
      while (isUp()) {
        if (await answers()) {
          const life = lives.at(-1)
          if (life) life.readyAt ??= Date.now()
          return true
        }
        await sleep(25)
      }
      return false
    },
    diary: () => readDiary(lives.at(-1)?.diary ?? ""),
    signal(signal, by) {
      asked[signal] = by
      child?.kill(signal)
    },
    gone: () => end,
  }
}

const PRELOADS = ["./src/require-node-24.mjs", "./scripts/chaos/crash-at.ts"].flatMap((path) => ["--import", path])

export function readDiary(path: string): DiaryEntry[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean)
  return lines.map((line) => JSON.parse(line) as DiaryEntry)
}

/** The point that ended this life, if one did. One that only froze it did not. */
const struckIn = (path: string): string | undefined =>
  readDiary(path).find(({ signal }) => signal === "SIGKILL")?.struck
