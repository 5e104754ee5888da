/** One worker process of the bench: `worker.ts <contender> <database url> <milliseconds each handling takes>`. */
import { openPool } from "../../../src/shared/database/database.ts"
import { createLog } from "../../../src/shared/log.ts"
import { openContender } from "./open-contender.ts"

const [name = "", url = "", lingerMs = "0"] = process.argv.slice(2)
const pool = openPool(url, createLog("silent", process.stderr), 3)
const contender = await openContender(name, pool, url)
const working = await contender.work(Number(lingerMs))
process.stdout.write("ready\n")
process.once("SIGTERM", async () => {
  await working.stop()
  await contender.close()
  await pool.end()
  process.exit(0)
})
