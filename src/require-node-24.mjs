// Runs before the first line of TypeScript, which an older Node cannot read.
import module from "node:module"
import { fileURLToPath } from "node:url"

if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(
    `Colophon runs on Node 24 and this is ${process.version}: start it with npm (npm ci && npm start), which brings its own, or install Node 24.`,
  )
  process.exit(1)
}

// Saves a third of the time that loading takes; where the folder cannot be written, nothing is saved and nothing is lost.
module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/colophon", import.meta.url)))
