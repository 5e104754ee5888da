import { fileURLToPath } from "node:url"
import { Command, CommanderError } from "commander"
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
  // Commander has said its own sentence already.
  const said = error instanceof CommanderError
  if (!said) console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = said ? error.exitCode : 1
}

async function runWithApp(): Promise<void> {
  const { app, work, stop } = await boot(readSettings(process.env), log)
  try {
    for (const command of app.commands()) program.addCommand(command)
    throwInsteadOfExiting(program)
    work([app.relay])
    program.hook("preAction", (_program, action) => {
      if (action.opts()["wait"] || action.opts()["out"]) work(app.drawing)
    })
    await program.parseAsync()
  } finally {
    await stop()
  }
}

/** A wrong option or a call for help must not end the process before the database is let go. */
function throwInsteadOfExiting(command: Command): void {
  command.exitOverride()
  for (const inner of command.commands) throwInsteadOfExiting(inner)
}
