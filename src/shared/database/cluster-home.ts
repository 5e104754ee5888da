import { existsSync, readFileSync } from "node:fs"
import { chown, cp, mkdtemp, open, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { canEnter, nobody } from "./launch-identity.ts"

/*
 * The cluster lives in the data folder. Where root may run PostgreSQL only as nobody, and nobody cannot reach the data
 * folder, it lives elsewhere, and a note in the data folder says where. A new note always names a new folder, so that
 * whoever deletes the data folder begins afresh.
 */

const NOTE = "postgres-moved-to"
const REACHABLE = ["/var/lib", "/var/tmp"]

export const clusterIn = (home: string): string => join(home, "postgres")
export const hasCluster = (home: string): boolean => existsSync(join(clusterIn(home), "PG_VERSION"))

/** The folder the cluster is kept in. Throws a phrase when it is lost. */
export async function homeOf(dataFolder: string): Promise<string> {
  const note = join(dataFolder, NOTE)
  if (!existsSync(note)) return dataFolder
  const home = readFileSync(note, "utf8").trim()
  if (!existsSync(home)) {
    throw new Error(`its database was kept in ${home}, which is gone: bring it back, or delete ${note} to begin anew`)
  }
  await moveCluster(dataFolder, home)
  return home
}

/** A new home that nobody can reach, with the cluster in it if there was one. */
export async function relocate(dataFolder: string, from: string): Promise<string> {
  const home = await reachableFolder()
  await durably(join(dataFolder, NOTE), `${home}\n`)
  await moveCluster(from, home)
  return home
}

async function reachableFolder(): Promise<string> {
  for (const parent of REACHABLE) {
    const folder = await mkdtemp(join(parent, "colophon-")).catch(() => null)
    if (folder === null) continue
    const given = await chown(folder, nobody.owner.uid, nobody.owner.gid).then(
      () => true,
      () => false,
    )
    if (given && canEnter(nobody, folder, true)) return folder
    await rm(folder, { recursive: true })
  }
  throw new Error("PostgreSQL refuses to run as root, and neither `unshare --user` nor the user nobody works here")
}

async function moveCluster(from: string, to: string): Promise<void> {
  if (hasCluster(to) || !hasCluster(from)) return
  const source = clusterIn(from)
  await rename(source, clusterIn(to)).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EXDEV") throw error
    const unfinished = join(to, "postgres.init-moved")
    await rm(unfinished, { recursive: true, force: true })
    await cp(source, unfinished, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    await rename(unfinished, clusterIn(to))
    await rm(source, { recursive: true })
  })
}

async function durably(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { flush: true })
  await rename(`${file}.new`, file)
  await syncFolder(join(file, ".."))
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r")
  await handle.sync().finally(() => handle.close())
}
