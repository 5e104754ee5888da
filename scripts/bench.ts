/** `npm run bench -- <name>`: measures one thing and prints machine, method, figures and a ratio to a baseline of the same run. */
import { cpus, release, totalmem } from "node:os"

const BENCHES = ["start", "first-book", "usage", "costs", "events", "growth", "screens"]
const [name = ""] = process.argv.slice(2)
if (!BENCHES.includes(name)) {
  console.error(`npm run bench takes one of ${BENCHES.join(", ")}.`)
  process.exit(1)
}
const [cpu] = cpus()
console.log(
  `machine: ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`,
)
const { bench } = (await import(`./bench/${name}.ts`)) as { bench: () => Promise<void> }
await bench()
