import { accessSync, chownSync, constants, mkdirSync, realpathSync, statSync } from "node:fs"
import { dirname } from "node:path"

export const isRoot = (): boolean => process.getuid?.() === 0

/** Makes the folder if need be; its real path. Throws a phrase when it cannot be written. */
export function openDataFolder(path: string): string {
  const who = `this user (uid ${process.getuid?.()})`
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 })
  } catch (error) {
    throw new Error(`${who} cannot make the folder (${messageOf(error)})`)
  }
  const folder = realpathSync(path)
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    throw new Error(`the folder is not writable by ${who}`)
  }
  return folder
}

/** A command run once by root in a user's data folder must not lock that user out of it. */
export function giveToOwnerOf(file: string): void {
  if (!isRoot()) return
  const { uid, gid } = statSync(dirname(file))
  chownSync(file, uid, gid)
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
