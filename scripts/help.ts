/** What can be run here, one line each: `npm run help`. */
import { readFileSync } from "node:fs"

const SCRIPTS: Record<string, string> = {
  start: "serve Colophon at http://127.0.0.1:3000, on the embedded database unless DATABASE_URL is set",
  colophon: "the command line: npm run colophon -- help",
  test: "every test, the browser ones too",
  check: "types, lint, dead code, generated documents",
  docs: "write docs/events.md anew from the code",
  migrations: "write the SQL for a changed tables.ts: npm run migrations -- --name what-changed",
  screenshots: "take docs/screenshots anew from the real app: npm run screenshots -- --only login",
  bench: "measure: npm run bench -- start | first-book | usage | events | growth | screens",
  chaos: "kill and freeze whatever runs, then compare every number: npm run chaos -- --rounds 10 --seed 1",
  help: "this list",
}

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
const unsaid = Object.keys(scripts).filter((name) => !SCRIPTS[name])
if (unsaid.length > 0) throw new Error(`scripts/help.ts does not say what ${unsaid.join(", ")} is for`)
for (const [name, says] of Object.entries(SCRIPTS)) console.log(`npm run ${name.padEnd(12)} ${says}`)
