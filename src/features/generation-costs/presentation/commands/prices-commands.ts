import { Command } from "commander"
import { plain, print } from "../../../../shared/terminal.ts"
import type { PriceChange } from "../../infrastructure/prices/price-versions.ts"
import { toRefreshed } from "../prices/prices-answers.ts"
import { askProvider, type PricesDeps } from "../prices/prices-refresh.ts"
import { priceSentences } from "../prices/prices-sentences.ts"

const say = priceSentences.refresh

/** `prices refresh`. The exit code is 0 only when everything could be read. */
export function pricesCommands(deps: PricesDeps): Command {
  const prices = new Command("prices").description("what the provider charges for a token, a picture, a request")
  prices
    .command("refresh")
    .description("fetch the provider's prices and tell what changed")
    .option("--json", "one JSON document on stdout")
    .action((options: { json?: true }) => refresh(deps, options))
  return prices
}

async function refresh(deps: PricesDeps, { json }: { json?: true }): Promise<void> {
  const asked = await askProvider(deps)
  if (asked.kind !== "refreshed") throw new Error(asked.why)
  const { changes, problems } = asked.refreshed
  if (problems.length > 0) process.exitCode = 1
  if (json) return print(JSON.stringify(toRefreshed(asked.refreshed)))
  for (const problem of problems) process.stderr.write(`${plain(problem)}\n`)
  for (const change of changes) print(lineOf(change))
  if (changes.length === 0) print(say.nothing)
}

/** Tab by tab: model, meter, for which provider and size, before, after. */
const lineOf = ({ model, meter, provider, variant, condition, from, to }: PriceChange): string =>
  [
    plain(model),
    meter,
    plain([provider, variant, condition && JSON.stringify(condition)].filter(Boolean).join(" ")),
    from,
    to,
  ]
    .map((part) => part || "-")
    .join("\t")
