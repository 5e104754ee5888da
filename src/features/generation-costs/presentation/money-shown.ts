import type { Db } from "../../../shared/database/database.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { type MoneyAtHand, readMoneyAtHand } from "../infrastructure/sums/money-at-hand.ts"
import { sentences } from "./sentences.ts"

const say = sentences.money

/** Which money a page shows, what there is of it, and whether there is a choice. `query` keeps the choice in a link: "money=simulated". */
export type MoneyShown = { simulated: boolean; hasChoice: boolean; query: string; atHand: MoneyAtHand }

/** Real money where a key is set or anything real is in the ledger, else simulated, unless the address says otherwise. */
export async function moneyShown(c: Ctx, db: Db, noKey: boolean): Promise<MoneyShown> {
  const { real, simulated: play } = await readMoneyAtHand(db)
  const simulated = moneyAsked(c) ?? (noKey && !isAny(real))
  const [atHand, other] = simulated ? [play, real] : [real, play]
  return { simulated, hasChoice: isAny(other), query: moneyQuery(simulated), atHand }
}

const isAny = ({ used, calls }: MoneyAtHand) => used !== null || calls.length > 0

/** `?money=simulated` is true, `?money=real` false, anything else no wish. */
export function moneyAsked(c: Ctx): boolean | null {
  const asked = c.req.query("money")
  return asked === "simulated" ? true : asked === "real" ? false : null
}

export const moneyQuery = (simulated: boolean) => `money=${simulated ? "simulated" : "real"}`

/** The two kinds of money, which are never in one sum. `rest`: what else the address asks for, may be empty. */
export function moneySwitch({ simulated, hasChoice }: MoneyShown, path: string, rest: string): Html {
  if (!hasChoice) return html``
  const tab = (kind: boolean, label: string) =>
    html`<a href="${path}?${moneyQuery(kind)}${rest && `&${rest}`}"${kind === simulated ? html` aria-current="true"` : ""}>${label}</a>`
  return html`<nav class="tabs" aria-label="${say.label}">${tab(false, say.real)}${tab(true, say.simulated)}</nav>`
}

/** Said where the shell does not say it: play money on an installation that has a key. */
export const simulatedBand = (c: Ctx, simulated: boolean): Html =>
  simulated && !c.var.site.simulated ? html`<p class="sandbox sandbox--inset">${say.band}</p>` : html``
