import { Command } from "commander"
import { readSettings, type Settings } from "../settings.ts"
import type { Migrations } from "../shared/database/database.ts"
import type { Log } from "../shared/log.ts"
import { examine } from "./examine.ts"
import { broken, type Finding } from "./finding.ts"
import { sentences } from "./sentences.ts"

/** Says in words what is missing or wrong and how to mend it. It needs nothing that may be broken. */
export const doctorCommand = (migrations: () => readonly Migrations[], log: Log): Command =>
  new Command("doctor")
    .description("say what is missing or wrong on this machine, and how to mend it")
    .option("--json", "one JSON document on stdout")
    .action(async ({ json }: { json?: true }) => {
      const findings = await findingsOf(migrations(), log)
      const sound = findings.every(({ verdict }) => verdict !== "broken")
      console.log(json ? JSON.stringify({ sound, findings }) : findings.map(line).join("\n"))
      if (!json && findings.every(({ verdict }) => verdict === "ok")) console.log(sentences.allWell)
      if (!sound) process.exitCode = 1
    })

async function findingsOf(migrations: readonly Migrations[], log: Log): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readSettings(process.env)
  } catch (error) {
    return [broken("settings", error instanceof Error ? error.message : String(error))]
  }
  return examine(settings, migrations, log)
}

const line = ({ verdict, sentence }: Finding) => `${verdict.padEnd(8)} ${sentence}`
