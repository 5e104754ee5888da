import { Command } from "commander"
import { boot } from "./boot.ts"
import { readSettings } from "./settings.ts"
import { DomainError } from "./shared/errors.ts"
import { createLog } from "./shared/log.ts"

const log = createLog(process.env["LOG_LEVEL"] ?? "warn", process.stderr)

try {
  const { app, work, stop } = await boot(readSettings(process.env), log)
  try {
    const program = new Command("colophon").description(
      "Make colouring books, and know to the last digit what they cost.",
    )
    for (const command of app.commands()) program.addCommand(command)
    work([app.relay])
    program.hook("preAction", (_program, action) => {
      if (action.opts()["wait"] || action.opts()["out"]) work(app.drawing)
    })
    await program.parseAsync()
  } finally {
    await stop()
  }
} catch (error) {
  if (!(error instanceof DomainError) && log.isLevelEnabled("debug")) console.error(error)
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
