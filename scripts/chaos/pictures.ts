import { stat } from "node:fs/promises"
import { join } from "node:path"
import sharp from "sharp"

export type Sight = "whole" | "missing" | "broken"

/** Decoded once: a key is never written with other content. By path and time of change. */
const seen = new Map<string, Sight>()

export async function lookAtPictures(folder: string, keys: readonly string[]): Promise<Map<string, Sight>> {
  const sights = new Map<string, Sight>()
  for (const key of keys) sights.set(key, await lookAt(join(folder, key)))
  return sights
}

async function lookAt(path: string): Promise<Sight> {
  const found = await stat(path).catch(() => null)
  if (!found) return "missing"
  const version = `${path} ${found.mtimeMs} ${found.size}`
  const sight = seen.get(version) ?? (await decode(path))
  seen.set(version, sight)
  return sight
}

const decode = (path: string): Promise<Sight> =>
  sharp(path)
    .stats()
    .then(
      () => "whole",
      () => "broken",
    )
