import { readFileSync } from "node:fs"
import { call } from "./books.ts"
import { events } from "./checks/events.ts"
import { money } from "./checks/money.ts"
import { pages } from "./checks/pages.ts"
import { processes } from "./checks/processes.ts"
import { type ApiTotal, type History, readHistory } from "./history.ts"
import type { Installation } from "./installation.ts"
import { readDiary } from "./member.ts"
import { freezesIn } from "./timeline.ts"

export const CHECKS = [...money, ...pages, ...events, ...processes]

export type Verdict = { says: string; of: number; wrong: string[] }

export const judge = (history: History): Verdict[] => CHECKS.map(({ says, look }) => ({ says, ...look(history) }))

/** Everything that is remembered of an installation at rest. */
export async function rememberAll(installation: Installation): Promise<History> {
  const { postgres, dataDir, chargeLogPath, outages, house } = installation
  const told = await readHistory({
    ask: (query) => postgres.pool.query(query),
    dataDir,
    chargeLogPath,
    api: async () => (await call<{ total: ApiTotal }>(installation.webUrl, "GET", "/costs")).total,
  })
  const lives = Object.values(house).flatMap(({ member }) => member.lives)
  return {
    ...told,
    outages: [...outages],
    freezes: freezesIn(installation.timeline.all),
    lives: lives.map((life) => ({
      ...life,
      entries: readDiary(life.diary),
      logged: readFileSync(life.log, "utf8").split("\n").filter(Boolean),
    })),
  }
}
