import { readFile, writeFile } from "node:fs/promises"
import type { Ask, History } from "../../../scripts/chaos/history.ts"

/** A good history's places, for somebody who means to falsify one of them. */
export type Scene = {
  /** In a transaction that is rolled back, in which even the ledger can be changed. */
  ask: Ask
  good: Omit<History, "lives" | "outages" | "freezes">
  chargeLogPath: string
  dataDir: string
}

/** `tell` answers how files are mended again; tables mend themselves. */
export type Lie = { lie: string; foundBy: string; tell(scene: Scene): Promise<(() => Promise<void>) | undefined> }

export const inTheTables =
  (...statements: string[]) =>
  async ({ ask }: Scene) => {
    for (const statement of statements) await ask(statement)
    return undefined
  }

export const inTheLog =
  (change: (lines: string[]) => string[]) =>
  async ({ chargeLogPath: path }: Scene): Promise<() => Promise<void>> => {
    const text = await readFile(path, "utf8")
    await writeFile(path, `${change(text.split("\n").filter(Boolean)).join("\n")}\n`)
    return () => writeFile(path, text)
  }

/** Ids for statements. */
export const A_SUCCESS =
  "(select min(attempt_id) from generation_costs.charges where source = 'provider' and outcome = 'succeeded')"
export const AN_UNKNOWN = "(select min(id) from ebook_generation.attempts where status = 'unknown')"
