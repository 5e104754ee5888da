import { randomBytes, randomUUID } from "node:crypto"
import { link, rm } from "node:fs/promises"
import { readIfThere, syncFolder, writeDurably } from "./files.ts"

/**
 * The secret in this file, made at the first use. Of any number of processes that make it at the same instant one
 * wins, and all read the same: a link, unlike a rename, is refused where the name is taken, and never shows half a file.
 */
export async function generatedSecret(path: string): Promise<string> {
  const known = await read(path)
  if (known) return known
  const mine = `${path}.${randomUUID()}`
  await writeDurably(mine, randomBytes(32).toString("base64url"))
  try {
    await link(mine, path)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
  } finally {
    await rm(mine, { force: true })
  }
  await syncFolder(path)
  const agreed = await read(path)
  if (!agreed) throw new Error(`${path} is empty; delete it and start again, and everybody signs in anew`)
  return agreed
}

const read = async (path: string) => new TextDecoder().decode((await readIfThere(path)) ?? new Uint8Array())
