import { z } from "@hono/zod-openapi"
import { Command } from "commander"
import type { Db } from "../../../../shared/database/database.ts"
import { DomainError } from "../../../../shared/errors.ts"
import { print } from "../../../../shared/terminal.ts"
import { validationError } from "../../../../shared/web/problems.ts"
import { exportFocus, READER_PATIENCE } from "../../infrastructure/focus/focus-export.ts"
import { titlesOf } from "../../infrastructure/ledger/ebook-titles.ts"
import { GROUPINGS, readTotals } from "../../infrastructure/sums/cost-totals.ts"
import { recount } from "../../infrastructure/sums/recount.ts"
import { costsQuery, toPeriod } from "../api/costs-schemas.ts"
import { toCosts } from "../api/costs-told.ts"
import { costsTable } from "./costs-cli-table.ts"
import { toStdout } from "./to-stdout.ts"

type Options = {
  by?: string
  from?: string
  to?: string
  tz?: string
  simulated?: true
  csv?: true
  json?: true
}

const OPTION_OF: Readonly<Record<string, string>> = { groupBy: "--by", from: "--from", to: "--to", tz: "--tz" }

/** `costs`: what was spent, for people, for programs, or line by line as a file. */
export function costsCommand(db: Db): Command {
  return new Command("costs")
    .description("what was spent, to the last digit")
    .option("--by <group>", `one line for each ${GROUPINGS.join(", ")}`)
    .option("--from <when>", "a date, or an instant with its offset; without it from the beginning")
    .option("--to <when>", "a date, included whole, or an instant, exclusive; without it until now")
    .option("--tz <zone>", "the IANA time zone in which days begin and end", "UTC")
    .option("--simulated", "play money of the sandbox, instead of real money")
    .option("--csv", "every usage line as CSV on stdout, with the columns of FOCUS 1.3")
    .option("--json", "one JSON document on stdout, as GET /costs answers")
    .action((options: Options) => costs(db, options))
}

async function costs(db: Db, options: Options): Promise<void> {
  const { groupBy = null, simulated, ...asked } = read(options)
  const period = toPeriod(asked)
  await recount(db)
  if (options.csv) return toStdout((write) => exportFocus(db, { simulated, period }, write, READER_PATIENCE))
  const totals = await readTotals(db, { simulated, period, ebookId: null }, groupBy)
  if (options.json) return print(JSON.stringify(toCosts(totals)))
  const titles = groupBy === "ebook" ? await titlesOf(db, totals.rows) : new Map<string, string>()
  print(costsTable(totals, groupBy, titles))
}

/** Throws one sentence that names each wrong option and what it takes. */
function read({ by, from, to, tz, simulated, csv, json }: Options) {
  if (csv && (json || by !== undefined)) {
    const other = json ? "--json" : "--by"
    throw new DomainError("invalid-request", `--csv has every usage line: leave ${other} out, or --csv.`, 400)
  }
  const checked = costsQuery.safeParse({ groupBy: by, from, to, tz, simulated: simulated ? "true" : "false" })
  if (checked.success) return checked.data
  const named = checked.error.issues.map((issue) => ({
    ...issue,
    path: issue.path.map((field) => OPTION_OF[String(field)] ?? field),
  }))
  throw validationError(new z.ZodError(named))
}
