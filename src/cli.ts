import { fileURLToPath } from "node:url"
import { Command } from "commander"
import { boot } from "./boot.ts"
import { sandboxCommand } from "./sandbox/command.ts"
import { readSettings } from "./settings.ts"
import { createLog } from "./shared/log.ts"

const log = createLog(process.env["LOG_LEVEL"] ?? "warn", process.stderr)
const sandbox = sandboxCommand(fileURLToPath(new URL("../config/models.yaml", import.meta.url)))
const program = new Command("colophon")
  .description("Make colouring books, and know to the last digit what they cost.")
  .addCommand(sandbox)

try {
  // The sandbox needs no database; everything else shares the server's, or starts and stops it.
  await (process.argv[2] === sandbox.name() ? program.parseAsync() : runWithApp())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function runWithApp(): Promise<void> {
  const { app, work, stop } = await boot(readSettings(process.env), log)
  try {
    for (const command of app.commands()) program.addCommand(command)
    work([app.relay])
    program.hook("preAction", (_program, action) => {
      if (action.opts()["wait"] || action.opts()["out"]) work(app.drawing)
    })
    await program.parseAsync()
  } finally {
    await stop()
  }
}
