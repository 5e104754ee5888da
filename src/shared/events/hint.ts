import { randomUUID } from "node:crypto"
import { Client, type Pool } from "pg"
import type { Log } from "../log.ts"

const CHANNEL = "colophon"
/** NOTIFY takes a lock that serialises commits, so it is sent after them and not more often than this. */
const NOTIFY_EVERY_MS = 20
const RECONNECT_MS = 1_000
/** A NOTIFY carries 8,000 bytes; longer lists of names are left to be looked up. */
const LONGEST_PAYLOAD = 7_000

/** Whom it is about: subscribers by name, or null: whoever listens should look for himself. */
export type Hinted = readonly string[] | null

/** "There may be work": heard at once in this process, and by NOTIFY in the others. Losing one only costs a poll. */
export type Hint = {
  send(about: Hinted): void
  onHint(listener: (about: Hinted) => void): () => void
  close(): Promise<void>
}

export function createHint(pool: Pool, log: Log): Hint {
  const listeners = new Set<(about: Hinted) => void>()
  const wake = (about: Hinted) => {
    for (const listener of listeners) listener(about)
  }
  const self = randomUUID()
  const abroad = tellOthers((payload) => {
    pool.query("select pg_notify($1, $2)", [CHANNEL, `${self} ${payload}`]).catch(() => {})
  })
  let client: Client | undefined
  let closed = false

  const connect = async () => {
    if (closed) return
    const fresh = new Client({ ...pool.options, keepAlive: true })
    fresh.on("notification", ({ payload = "" }) => {
      const [sender, names = ""] = payload.split(" ")
      if (sender !== self) wake(names === "" ? null : names.split(","))
    })
    fresh.on("error", () => {})
    fresh.once("end", () => void setTimeout(connect, RECONNECT_MS).unref())
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      wake(null)
    } catch (error) {
      log.warn({ error: String(error) }, "cannot listen for hints, polling goes on")
      await fresh.end().catch(() => {})
    }
  }
  void connect()

  return {
    send(about) {
      wake(about)
      abroad.tell(about)
    },
    onHint(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      abroad.stop()
      await client?.end().catch(() => {})
    },
  }
}

/** Gathers names, and hands them over at once or, after the last time, when some milliseconds have passed. */
function tellOthers(notify: (payload: string) => void): { tell(about: Hinted): void; stop(): void } {
  let names: Set<string> | null = new Set()
  let waiting: NodeJS.Timeout | undefined
  let lastAt = Number.NEGATIVE_INFINITY

  const notifyNow = () => {
    const payload = names === null ? "" : [...names].join(",")
    notify(payload.length > LONGEST_PAYLOAD ? "" : payload)
    names = new Set()
    waiting = undefined
    lastAt = performance.now()
  }
  return {
    tell(about) {
      if (about === null) names = null
      for (const name of about ?? []) names?.add(name)
      const pauseMs = lastAt + NOTIFY_EVERY_MS - performance.now()
      if (waiting === undefined && pauseMs > 0) waiting = setTimeout(notifyNow, pauseMs).unref()
      else if (waiting === undefined) notifyNow()
    },
    stop: () => clearTimeout(waiting),
  }
}
