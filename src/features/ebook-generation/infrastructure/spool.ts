import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { readIfThere, writeDurably } from "../../../shared/files.ts"
import type { Answer } from "../domain/ports.ts"

/** Raw answers that were paid for and are not yet booked. They survive a crash of this machine's processes. */
export type Spool = {
  write(attemptId: string, answer: Answer): Promise<void>
  read(attemptId: string): Promise<Answer | null>
  remove(attemptId: string): Promise<void>
  attemptIds(): Promise<string[]>
}

const ENDING = ".answer.json"

export function createSpool(folder: string): Spool {
  const path = (attemptId: string) => join(folder, `${attemptId}${ENDING}`)
  return {
    write: (attemptId, answer) => writeDurably(path(attemptId), JSON.stringify(answer)),
    async read(attemptId) {
      const bytes = await readIfThere(path(attemptId))
      return bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as Answer) : null
    },
    remove: (attemptId) => rm(path(attemptId), { force: true }),
    async attemptIds() {
      const names = await readdir(folder).catch(() => [])
      return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))
    },
  }
}
