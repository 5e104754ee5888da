import type { Pool } from "pg"
import { PgBoss } from "pg-boss"
import type { Contender } from "./contender.ts"
import { EFFECT } from "./contender.ts"

const BATCH = 100

/**
 * pg-boss with all that makes it quick and gives our promises: NOTIFY, batches, the effect in one transaction with the
 * completion, and with `ordered` the order of each key.
 */
export async function pgBoss(pool: Pool, url: string, ordered: boolean): Promise<Contender> {
  const queue = ordered ? "ordered" : "plain"
  const boss = new PgBoss({ connectionString: url, max: 20, schema: "pgboss", useListenNotify: true })
  boss.on("error", () => {})
  await boss.start()
  await boss.createQueue(queue, { policy: ordered ? "key_strict_fifo" : "standard", notify: true })
  return {
    name: ordered ? "pg-boss, key_strict_fifo" : "pg-boss, without order",
    say: async (what) => {
      await boss.send(queue, what, ordered ? { singletonKey: what.from } : {})
    },
    work: async (lingerMs) => {
      await boss.work<{ number: number }, void, any>(
        queue,
        { transactional: true, batchSize: BATCH, localConcurrency: 2, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
        async (jobs: { data: { number: number } }[], tx: { executeSql(text: string, values: unknown[]): Promise<unknown> }) => {
          for (const { data } of jobs) {
            if (lingerMs > 0) await new Promise((later) => setTimeout(later, lingerMs))
            await tx.executeSql(EFFECT, [data.number])
          }
        },
      )
      return { stop: () => boss.stop({ graceful: true }) }
    },
    close: () => boss.stop({ graceful: false }),
  }
}
