import { statfs } from "node:fs/promises"
import { messageOf, openDataFolder } from "../shared/database/data-folder.ts"
import { broken, type Finding, ok, warning } from "./finding.ts"
import { sentences } from "./sentences.ts"

/** Generous: 24 dinosaurs with covers and previews took 4.6 MB; denser pages and more of them take more. */
const BOOK_BYTES = 12e6
/** PostgreSQL stops when it cannot write its log, and the log alone may grow by this. */
const LOW_BYTES = 1e9

export function lookAtFolder(dataDir: string): Finding {
  try {
    return ok("folder", sentences.folder(openDataFolder(dataDir)))
  } catch (error) {
    return broken("folder", sentences.folderRefused(dataDir, messageOf(error)))
  }
}

/** The space that is left where the data folder lies. */
export async function lookAtDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir)
  return judgeDisk(bavail * bsize, dataDir)
}

export function judgeDisk(freeBytes: number, folder: string): Finding {
  const free = sizeText(freeBytes)
  if (freeBytes >= LOW_BYTES) return ok("disk", sentences.disk(free, folder))
  const books = sentences.roomFor(Math.floor(freeBytes / BOOK_BYTES))
  return warning("disk", sentences.lowDisk(free, folder, books))
}

const SIZE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 })
const sizeText = (bytes: number) => (bytes < 1e9 ? `${SIZE.format(bytes / 1e6)} MB` : `${SIZE.format(bytes / 1e9)} GB`)
