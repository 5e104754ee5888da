import type { Problem } from "../../../../shared/web/fields.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import type { ListedVersion } from "../../infrastructure/prices/price-list.ts"
import { REPRICING } from "../corrections/repricing-form.ts"
import { meterLabel } from "../labels.ts"
import { PRICES } from "../links.ts"
import { type OwnPriceForm, ownPriceSection } from "./own-price-form.ts"
import { priceText, since } from "./price-words.ts"
import { pricesChanged } from "./prices-changes.ts"
import { pricesNow } from "./prices-now.ts"
import type { Asked } from "./prices-refresh.ts"
import { priceSentences as say } from "./prices-sentences.ts"

/** What the press of a button has just done: a price was kept, or the provider was asked. */
export type Notice = { kind: "kept"; id: number } | { kind: "asked"; asked: Asked }

/** `offered`: the models that books are made with. `problems`: of the form, of which nothing was kept then. */
export type PricesShown = {
  book: readonly ListedVersion[]
  offered: readonly string[]
  hasProvider: boolean
  form: OwnPriceForm
  problems: readonly Problem[]
  notice: Notice | null
}

export function pricesPage({ book, offered, hasProvider, form, problems, notice }: PricesShown): Html {
  const own = ownPriceSection(form, problems)
  const press = html`<form method="post" action="${PRICES}/refresh"><button class="btn btn--line">${say.refresh.press}</button></form>`
  return html`<div class="head"><div><h1>${say.title}</h1><p>${say.lead}</p></div>${hasProvider ? press : ""}</div>
    ${notice ? said(notice, book) : ""}
    ${hasProvider ? "" : html`<p>${say.refresh.noKey}</p>`}
    <nav class="tabs" aria-label="${say.more}"><a href="#changed">${say.changes.title}</a><a href="#own">${say.enter}</a><a href="${REPRICING}">${say.reprice}</a></nav>
    ${problems.length > 0 ? own : ""}
    ${pricesNow(book, offered)}
    ${pricesChanged(book)}
    ${problems.length > 0 ? "" : own}`
}

function said(notice: Notice, book: readonly ListedVersion[]): Html {
  const lines = notice.kind === "kept" ? keptLines(notice.id, book) : askedLines(notice.asked)
  return lines.length === 0
    ? html``
    : html`<div class="said" role="status">${lines.map((line) => html`<p>${line}</p>`)}</div>`
}

function keptLines(id: number, book: readonly ListedVersion[]): string[] {
  const price = book.find((version) => version.id === id && version.origin === "operator")
  if (!price) return []
  return [say.own.kept(`${meterLabel(price.meter)}, ${price.model}`, priceText(price), since(price.validFrom))]
}

function askedLines(asked: Asked): string[] {
  if (asked.kind !== "refreshed") return [asked.why]
  const { changes, problems } = asked.refreshed
  return [changes.length === 0 ? say.refresh.nothing : say.refresh.changed(changes.length), ...problems]
}
