import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { migrateAll, openDb, openPool } from "../src/shared/database/database.ts"
import { startEmbeddedPostgres } from "../src/shared/database/embedded-postgres.ts"
import { everyMigration } from "../src/shared/database/every-migration.ts"
import { createEventBus } from "../src/shared/events/event-bus.ts"
import { createHint } from "../src/shared/events/hint.ts"
import { createLog } from "../src/shared/log.ts"
import { openShop, type Shop, type ShopSize } from "../tests/support/shop.ts"

/** The shop of the tests on a database server of its own, where every event is delivered once. `queries` counts them. */
export async function openShopAlone(size: ShopSize, dpi: number): Promise<Shop & { queries: () => number }> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-shop-"))
  const postgres = await startEmbeddedPostgres(folder)
  const log = createLog("silent", process.stderr)
  const pool = openPool(postgres.url, log, 10)
  let queries = 0
  pool.on("connect", (client) => {
    const plain = client.query
    Object.assign(client, {
      query: (...asked: unknown[]) => {
        queries++
        return Reflect.apply(plain, client, asked)
      },
    })
  })
  await migrateAll(pool, everyMigration())
  const hint = createHint(pool, log)
  const db = openDb(pool)
  const bus = createEventBus({ db, hint, log, acknowledge: () => true })
  const close = async () => {
    await hint.close()
    await pool.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const shop = await openShop({ db, bus, hint, log, logged: () => [], url: postgres.url, close }, { size, dpi })
  return { ...shop, queries: () => queries }
}
