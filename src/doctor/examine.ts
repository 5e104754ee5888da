import type { Settings } from "../settings.ts"
import type { Migrations } from "../shared/database/database.ts"
import type { Log } from "../shared/log.ts"
import { type Finding, ok } from "./finding.ts"
import { lookAtDatabase } from "./look-at-database.ts"
import { lookAtDisk, lookAtFolder } from "./look-at-folder.ts"
import { lookAtKey } from "./look-at-key.ts"
import { lookAtPort } from "./look-at-port.ts"
import { sentences } from "./sentences.ts"

/** Everything a start needs, looked at without changing anything, in the order in which one would mend it. */
export async function examine(settings: Settings, all: readonly Migrations[], log: Log): Promise<Finding[]> {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = settings
  const folder = lookAtFolder(dataDir)
  const usable = folder.verdict === "ok"
  return [
    ok("node", sentences.node(process.versions.node)),
    ok("settings", sentences.settings),
    folder,
    ...(usable ? [await lookAtDisk(dataDir)] : []),
    ...(usable || databaseUrl ? [await lookAtDatabase({ dataDir, databaseUrl }, all, log)] : []),
    await lookAtPort(settings),
    await lookAtKey(settings),
  ]
}

/** What does not stop a start but will be missed soon: the same sentences as the doctor's, empty where all is well. */
export async function forebodings(settings: Settings): Promise<string[]> {
  const found = await Promise.all([lookAtDisk(settings.DATA_DIR), lookAtKey(settings)])
  return found.filter(({ verdict }) => verdict !== "ok").map(({ sentence }) => sentence)
}
