import { randomUUID } from "node:crypto"
import { mkdir, open, readFile, rename } from "node:fs/promises"
import { dirname, join } from "node:path"

/** Writes a file so that after the promise it is there whole, also when the machine dies: temporary name, fsync, rename, fsync of the folder. */
export async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${randomUUID()}`)
  const file = await open(temporary, "w", 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(path)
}

/** Only then a name in a folder survives the machine's death: the folder is fsynced too. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r")
  await folder.sync().finally(() => folder.close())
}

/** The file's bytes, or null where there is none. */
export async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  }
}

/** Pictures and files by key; a key once written is never written with other content. */
export type Assets = {
  put(key: string, content: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>
}

const KEY = /^[\w-]+(\/[\w.-]+)+$/

/** Keys are paths of plain names below `folder`. */
export function createAssets(folder: string): Assets {
  const path = (key: string) => {
    if (!KEY.test(key) || key.includes("..")) throw new Error(`no asset key: ${key}`)
    return join(folder, key)
  }
  return { put: (key, content) => writeDurably(path(key), content), get: (key) => readIfThere(path(key)) }
}
