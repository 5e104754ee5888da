import { type Html, html } from "../../../../shared/web/html.ts"
import { type Bound, EVER, type Period } from "../../domain/time/period.ts"
import { daysInWords, stepInWords } from "../costs/period-words.ts"
import { bookName } from "../crumbs.ts"
import { outcomeLabel, purposeLabel, reasonLabel, themeLabel } from "../labels.ts"
import { type ListFilter, listLink, timeQuery } from "../links.ts"
import { sentences } from "../sentences.ts"
import type { ListAsked } from "./list-asked.ts"

const say = sentences.list.filters

type Name = keyof ListFilter
const NAMES: readonly Name[] = ["ebookId", "themeId", "model", "purpose", "outcome", "wasteReason"]
/** `money` says which money in a link, `book` names the one of the filter. */
type Around = { money: string; book: { title: string | null } | null; today: string }

const LABELS: Record<Exclude<Name, "ebookId">, (value: string) => string> = {
  model: (model) => model,
  purpose: purposeLabel,
  outcome: outcomeLabel,
  wasteReason: reasonLabel,
  themeId: themeLabel,
}

/** What the list is narrowed to, each with the way to the list without it. */
export function chosen({ show, filter, period }: ListAsked, { money, book, today }: Around): Html {
  const names = NAMES.filter((name) => filter[name] !== undefined)
  const time = `${money}&${timeQuery(period)}`
  const lines = names.map((name) => {
    const { [name]: value = "", ...rest } = filter
    const shown = name === "ebookId" ? bookName(value, book?.title ?? null) : html`${LABELS[name](value)}`
    return line(say.names[name], shown, listLink(time, rest)(show))
  })
  const words = timeInWords(period, today)
  const always = timeQuery({ ...EVER, timeZone: period.timeZone })
  const sent =
    words === null ? [] : [line(say.names.time, html`${words}`, listLink(`${money}&${always}`, filter)(show))]
  const all = [...lines, ...sent]
  return all.length === 0 ? html`` : html`<ul class="chosen" aria-label="${say.label}">${all}</ul>`
}

const line = (name: string, value: Html, without: string): Html =>
  html`<li><span class="muted">${name}</span> ${value} <a href="${without}">${say.remove}<span class="vh"> ${say.filter(name)}</span></a></li>`

/** "1 to 24 November, days of UTC"; null: at any time. */
function timeInWords({ from, to, timeZone }: Period, today: string): string | null {
  const [first, last] = [from && written(from, today), to && written(to, today)]
  if (first === null && last === null) return null
  if (from && to && "day" in from && "day" in to) return say.daysOf(daysInWords(from.day, to.day, today), timeZone)
  return say.daysOf(say.between(first, last), timeZone)
}

const written = (bound: Bound, today: string) => ("day" in bound ? stepInWords(bound.day, today) : bound.instant)
