import { type SpawnOptions, spawnSync } from "node:child_process"
import { lchown, readdir, stat } from "node:fs/promises"
import { join } from "node:path"
import { isRoot } from "./data-folder.ts"

/** As whom PostgreSQL runs, since it refuses root. `owner` is who its files belong to, seen from outside. */
export type LaunchIdentity = {
  owner: { uid: number; gid: number }
  prefix: readonly string[]
  credentials: Pick<SpawnOptions, "uid" | "gid">
}

const NOBODY = 65534

const ourselves = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
const direct: LaunchIdentity = { owner: ourselves, prefix: [], credentials: {} }

/** Root stays root outside, so this works in a home of mode 0700 and leaves the files root's. */
const unshared: LaunchIdentity = {
  owner: ourselves,
  prefix: ["unshare", "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, "--"],
  credentials: {},
}

const as = (uid: number, gid: number): LaunchIdentity => ({
  owner: { uid, gid },
  prefix: [],
  credentials: { uid, gid },
})
export const nobody = as(NOBODY, NOBODY)

/** The first identity that can work in `folder`, or null. `naming`: initdb insists on a user that has a name. */
export async function identityFor(folder: string, ownedBy: string, naming: boolean): Promise<LaunchIdentity | null> {
  const { uid, gid } = await stat(ownedBy)
  const candidates = isRoot() ? [...(uid === 0 ? [] : [as(uid, gid)]), unshared, nobody] : [direct, unshared]
  return candidates.find((identity) => canEnter(identity, folder, naming)) ?? null
}

export const canEnter = (identity: LaunchIdentity, folder: string, naming: boolean): boolean => {
  const named = naming ? ' && PATH="$PATH:/usr/bin:/bin" id -un' : ""
  return succeeds(identity, ["/bin/sh", "-c", `cd "$0"${named}`, folder])
}

export const succeeds = (identity: LaunchIdentity, command: readonly string[]): boolean => {
  const [file = "", ...args] = [...identity.prefix, ...command]
  return spawnSync(file, args, { ...identity.credentials, cwd: "/", stdio: "ignore" }).status === 0
}

/** Gives a folder and all below it to the identity, where it is not so already. */
export async function giveTo(identity: LaunchIdentity, folder: string): Promise<void> {
  const { uid, gid } = identity.owner
  if (!isRoot() || (await stat(folder)).uid === uid) return
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), uid, gid)
  // The folder itself comes last: its owner says that all is done.
  await lchown(folder, uid, gid)
}
