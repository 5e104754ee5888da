import fs from "node:fs/promises"
import { syncBuiltinESMExports } from "node:module"
import type { Moment } from "./crash-points.ts"

/** Passes every file that is opened or gets its name on to `pass`. */
export function watchFiles(pass: (moment: Moment) => void): void {
  const { open, rename } = fs
  fs.open = async (path, ...rest) => {
    pass({ of: "file", when: "before", act: "open", path: String(path) })
    return open(path, ...rest)
  }
  fs.rename = async (from, to) => {
    pass({ of: "file", when: "before", act: "rename", path: String(to) })
    await rename(from, to)
    pass({ of: "file", when: "after", act: "rename", path: String(to) })
  }
  syncBuiltinESMExports()
}
