import type { Pool } from "pg"
import { type Contender, colophon } from "./contender.ts"
import { pgBoss } from "./pg-boss.ts"

export const CONTENDERS = ["colophon", "pg-boss", "pg-boss-fifo"] as const

export async function openContender(name: string, pool: Pool, url: string): Promise<Contender> {
  if (name === "colophon") return colophon(pool)
  return pgBoss(url, name === "pg-boss-fifo")
}
