import { Command } from "commander"
import type { Db } from "../../../../shared/database/database.ts"
import { plain, print } from "../../../../shared/terminal.ts"
import { moneyText } from "../../../../shared/web/money.ts"
import type { Difference, Proved } from "../../infrastructure/sums/check-ledger.ts"
import { proveLedger } from "../../infrastructure/sums/proofs.ts"
import { rebuildLedger } from "../../infrastructure/sums/rebuild-ledger.ts"
import { proofSentences as say } from "../proof/proof-sentences.ts"

type Options = { json?: true }

/** `ledger check` and `rebuild`. A check is kept among the proofs; the exit code is 0 only when all ways agree. */
export function ledgerCommands(db: Db, now: () => Date): Command {
  const ledger = new Command("ledger").description("whether every sum equals the charges it is made of")
  ledger
    .command("check")
    .description("add everything up in every way there is, and tell every difference")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => check(db, now, options))
  ledger
    .command("rebuild")
    .description("make the sums anew from the charges, which are not touched")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => rebuild(db, options))
  return ledger
}

async function check(db: Db, now: () => Date, { json }: Options): Promise<void> {
  const { money, differences, ...proof } = await proveLedger(db, now)
  if (!proof.agrees) process.exitCode = 1
  if (json) return print(JSON.stringify({ ...proof, money, differences }))
  for (const one of money.filter(({ attempts, simulated }) => attempts > 0 || !simulated)) print(waysOf(one))
  for (const difference of differences) print(inWords(difference))
  print(`${proof.agrees ? say.agrees : say.disagrees}.`)
}

async function rebuild(db: Db, { json }: Options): Promise<void> {
  const rebuilt = await rebuildLedger(db)
  print(json ? JSON.stringify(rebuilt) : say.rebuilt(rebuilt.standings, rebuilt.rollups))
}

/** One kind of money, counted every way. */
function waysOf({ simulated, attempts, unpriced, unresolved, ledger, rollups, provider, own }: Proved): string {
  const { ways, kinds } = say
  const line = (way: string, amount: string) => `  ${way}: ${moneyText(amount)}`
  return [
    simulated ? kinds.simulated : kinds.real,
    line(ways.ledger(attempts), ledger),
    line(ways.rollups, rollups),
    line(ways.reported(provider.charges), provider.ledger),
    line(ways.raw, provider.raw),
    line(ways.own(own.charges), own.ledger),
    `  ${say.left(unpriced, unresolved)}`,
  ].join("\n")
}

const inWords = ({ what, count, first }: Difference): string =>
  [`${say.wrong[what](count)}. ${say.first(first.length)}`, ...first.map((place) => `  ${plain(place)}`)].join("\n")
