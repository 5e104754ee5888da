import { createHash } from "node:crypto"
import { chown, lstat, mkdir, readdir, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isRoot } from "./data-folder.ts"
import { canEnter, type LaunchIdentity } from "./launch-identity.ts"
import { SOCKET_FOLDER_PREFIX } from "./postmaster.ts"

export const PORT = 5432
/** sockaddr_un.sun_path without its final zero: 107 bytes on Linux, 103 on macOS. */
const SOCKET_PATH_LIMIT = process.platform === "linux" ? 107 : 103

/**
 * A private folder for the socket, empty: being let in is the only password. Throws a phrase when another user sits in it.
 * The inode tells a new cluster from a deleted one of the same path, whose server may live for another minute.
 */
export async function openSocketFolder(cluster: string, identity: LaunchIdentity): Promise<string> {
  const hash = createHash("sha256")
    .update(`${cluster}:${(await stat(cluster)).ino}`)
    .digest("hex")
    .slice(0, 12)
  const reasons: string[] = []
  for (const parent of new Set([tmpdir(), "/tmp"])) {
    const folder = join(parent, `${SOCKET_FOLDER_PREFIX}${hash}`)
    if (Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) > SOCKET_PATH_LIMIT) reasons.push(`${parent} is too long`)
    else if (!(await madeFolder(folder))) reasons.push(`${parent} is not writable`)
    else {
      await claim(folder, identity)
      if (canEnter(identity, folder, false)) return folder
      reasons.push(`user ${identity.owner.uid} cannot reach ${parent}`)
    }
  }
  throw new Error(`there is no place for its socket (${reasons.join(", ")})`)
}

async function madeFolder(folder: string): Promise<boolean> {
  return mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === "EEXIST",
  )
}

async function claim(folder: string, { owner }: LaunchIdentity): Promise<void> {
  const found = await lstat(folder)
  const ours = found.uid === owner.uid || found.uid === process.getuid?.()
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new Error(
      `another user (uid ${found.uid}) could get at its socket: remove ${folder}, or point TMPDIR elsewhere`,
    )
  }
  // No server of this cluster lives, so what lies here is a dead one's, whatever pid its lock file names.
  for (const name of await readdir(folder)) await rm(join(folder, name))
  if (isRoot()) await chown(folder, owner.uid, owner.gid)
}
