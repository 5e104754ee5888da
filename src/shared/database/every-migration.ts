import { globSync } from "node:fs"
import { basename, dirname } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { Migrations } from "./database.ts"

const SOURCES = fileURLToPath(new URL("../../", import.meta.url))

/** Every folder of migrations in the tree, under the schema that is named after its owner. */
export const everyMigration = (): Migrations[] =>
  globSync("**/migrations", { cwd: SOURCES }).map((folder) => {
    const owner = basename(dirname(folder).replace(/\/infrastructure$/, ""))
    return { schema: owner.replaceAll("-", "_"), folder: pathToFileURL(`${SOURCES}${folder}/`) }
  })
