import { type Db, type Job, PgBoss } from "pg-boss"
import { type Contender, EFFECT, type Happening } from "./contender.ts"

const BATCH = 100

/**
 * pg-boss with all that makes it quick and gives our promises: NOTIFY, batches, the effect in one transaction with the
 * completion, and with `ordered` the order of each key.
 */
export async function pgBoss(url: string, ordered: boolean): Promise<Contender> {
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
      const options = { batchSize: BATCH, localConcurrency: 2, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true }
      await boss.work(queue, { ...options, transactional: true as const }, async (jobs: Job<Happening>[], tx: Db) => {
        for (const { data } of jobs) {
          if (lingerMs > 0) await new Promise((later) => setTimeout(later, lingerMs))
          await tx.executeSql(EFFECT, [data.number])
        }
      })
      return { stop: () => boss.stop({ graceful: true }) }
    },
    close: () => boss.stop({ graceful: false }),
  }
}
