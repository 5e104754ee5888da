import { fileURLToPath } from "node:url"
import { Command, CommanderError } from "commander"
import { doctorCommand } from "./doctor/command.ts"
import { sandboxCommand } from "./sandbox/command.ts"
import { readSettings } from "./settings.ts"
import { everyMigration } from "./shared/database/every-migration.ts"
import { createLog } from "./shared/log.ts"

/** A wrong one is said when the settings are read. */
const asked = process.env["LOG_LEVEL"] ?? ""
const log = createLog(["debug", "info", "warn", "error", "silent"].includes(asked) ? asked : "warn", process.stderr)
const sandbox = sandboxCommand(fileURLToPath(new URL("../config/models.yaml", import.meta.url)))
const doctor = doctorCommand(everyMigration, log)
const program = new Command("colophon")
  .description("Make colouring books, and know to the last digit what they cost.")
  .addCommand(sandbox)
  .addCommand(doctor)

try {
  // These two need no app; everything else shares the server's database, or starts and stops it.
  await ([sandbox.name(), doctor.name()].includes(process.argv[2] ?? "") ? program.parseAsync() : runWithApp())
} catch (error) {
  // Commander has said its own sentence already.
  const said = error instanceof CommanderError
  if (!said) console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = said ? error.exitCode : 1
}

async function runWithApp(): Promise<void> {
  // Loaded only now: a doctor must not need what may be broken.
  const { boot } = await import("./boot.ts")
  const { app, join, work, stop } = await boot(readSettings(process.env), log)
  try {
    for (const command of app.commands()) program.addCommand(command)
    throwInsteadOfExiting(program)
    work([app.relay])
    program.hook("preAction", async (_program, action) => {
      if (!action.opts()["wait"] && !action.opts()["out"]) return
      await join("worker")
      work(await app.openDrawingRoom())
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
