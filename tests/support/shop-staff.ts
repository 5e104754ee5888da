import { makeKey, revokeKey } from "../../src/features/access/infrastructure/api-keys.ts"
import { addPerson, listPeople, renamePerson } from "../../src/features/access/infrastructure/people.ts"
import { startJobs } from "../../src/shared/jobs.ts"
import { BEAT_MS, beat } from "../../src/shared/processes/heartbeats.ts"
import type { Kernel } from "./database.ts"

const VERSION = "0.1.0"
const SERVER = {
  id: "0b6f6f0e-0000-4000-8000-000000000001",
  role: "web",
  host: "paper-bay-1",
  pid: 411,
  concurrency: 0,
  drawsReal: false,
} as const
const WORKER = {
  id: "0b6f6f0e-0000-4000-8000-000000000002",
  role: "worker",
  host: "paper-bay-2",
  pid: 412,
  concurrency: 3,
  drawsReal: true,
} as const

/** Who works in a shop of some size: two people, programs with keys, and two processes that live until `stop`. */
export async function hire({ db, hint, log }: Kernel): Promise<{ stop(): Promise<void> }> {
  for (const { id } of await listPeople(db)) await renamePerson(db, id, "Mara Lind")
  const nobodyKnowsIt = { passwordHash: "none" }
  await addPerson(db, { name: "Jonas Reuter", email: "jonas@paperbay.example", ...nobodyKnowsIt }, "whoever-is-in")
  await makeKey(db, "Nightly report", "Mara Lind")
  await makeKey(db, "Import of the old back office", null)
  await makeKey(db, "Shop window", "Jonas Reuter")
  await revokeKey(db, { name: "Shop window" })
  const living = async () => {
    for (const one of [SERVER, WORKER]) await beat(db, { ...one, version: VERSION })
  }
  await living()
  return startJobs([{ name: "heartbeat", everyMs: BEAT_MS, run: living }], hint, log)
}
