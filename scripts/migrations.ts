/** Writes the SQL that brings each schema from its last migration to its tables.ts: `npm run migrations -- [--name what-changed]`. */
import { spawnSync } from "node:child_process"
import { globSync } from "node:fs"
import { dirname, join } from "node:path"

const name = process.argv.at(process.argv.indexOf("--name") + 1) ?? "change"
for (const tables of globSync("src/**/tables.ts")) {
  const out = join(dirname(tables), "migrations")
  const options = ["generate", "--dialect=postgresql", `--schema=${tables}`, `--out=${out}`, `--name=${name}`]
  const { status } = spawnSync("drizzle-kit", options, { stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}
