import { Client, type Pool } from "pg"
import type { Log } from "../log.ts"

const CHANNEL = "colophon"
/** NOTIFY takes a lock that serialises commits, so it is sent after them and not more often than this. */
const NOTIFY_EVERY_MS = 20
const RECONNECT_MS = 1_000

/** "There may be work": heard at once in this process, and by NOTIFY in the others. Losing one only costs a poll. */
export type Hint = {
  send(): void
  onHint(listener: () => void): () => void
  close(): Promise<void>
}

export function createHint(pool: Pool, log: Log): Hint {
  const listeners = new Set<() => void>()
  const wake = () => {
    for (const listener of listeners) listener()
  }
  let notifying: NodeJS.Timeout | undefined
  let client: Client | undefined
  let closed = false

  const connect = async () => {
    if (closed) return
    const fresh = new Client(pool.options)
    fresh.on("notification", wake)
    fresh.on("error", () => {})
    fresh.once("end", () => void setTimeout(connect, RECONNECT_MS).unref())
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      wake()
    } catch (error) {
      log.warn({ error: String(error) }, "cannot listen for hints, polling goes on")
      await fresh.end().catch(() => {})
    }
  }
  void connect()

  return {
    send() {
      wake()
      notifying ??= setTimeout(() => {
        notifying = undefined
        pool.query(`notify ${CHANNEL}`).catch(() => {})
      }, NOTIFY_EVERY_MS).unref()
    },
    onHint(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(notifying)
      await client?.end().catch(() => {})
    },
  }
}
