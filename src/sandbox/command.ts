import { mkdir } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { Command, InvalidArgumentError } from "commander"
import { loadModelList } from "../shared/model-list.ts"
import { startSandbox } from "./sandbox.ts"

const wholeNumber = (text: string) => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("It takes a whole number.")
  return Number(text)
}

/** The sandbox alone, until it is stopped: point OPENROUTER_BASE_URL at it to rehearse with “real” money. */
export const sandboxCommand = (modelList: string): Command =>
  new Command("sandbox")
    .description(
      "run the OpenRouter stand-in alone; its charge log and its faults are at /sandbox/charges and /sandbox/faults",
    )
    .option("--port <number>", "where it listens on loopback; 0 takes a free port", wholeNumber, 0)
    .option("--latency <ms>", "how long every picture takes at least", wholeNumber, 0)
    .option("--charge-log <file>", "append-only, one charge a line", "data/sandbox/charges.jsonl")
    .action(async ({ port, latency, chargeLog }: { port: number; latency: number; chargeLog: string }) => {
      const chargeLogPath = resolve(chargeLog)
      await mkdir(dirname(chargeLogPath), { recursive: true })
      const sandbox = await startSandbox({ models: loadModelList(modelList), chargeLogPath, port, latencyMs: latency })
      console.log(`OPENROUTER_BASE_URL=${sandbox.url}`)
      console.error(`The charge log is ${chargeLogPath}. Stop with Ctrl-C.`)
      await new Promise((stopped) => process.once("SIGINT", stopped).once("SIGTERM", stopped))
      await sandbox.close()
    })
