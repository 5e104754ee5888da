import { type Html, html } from "../../shared/web/html.ts"
import { grouped } from "../../shared/web/money.ts"
import { FILTERS, type FilterId } from "./filters.ts"
import { sentences } from "./sentences.ts"
import { hrefOf, sortText, type View, viewFrom } from "./view.ts"

const say = sentences.search
const PLAIN = viewFrom(new URLSearchParams())

/** The tabs with their counts, and the search beside them. */
export const filterBar = (view: View, counts: Record<FilterId, number>): Html => html`<div class="filters">
<nav class="tabs" aria-label="${sentences.filters.label}">${FILTERS.filter(({ id }) => isOffered(id, view, counts)).map(
  ({ id }) =>
    html`<a href="${hrefOf({ ...view, filter: id, page: 1 })}" ${id === view.filter ? html`aria-current="true"` : ""}>${sentences.filters[id]} <span>${grouped(String(counts[id]))}</span></a>`,
)}</nav>${searchForm(view)}</div>`

/** Those that need a hand stand in the band above; their tab is there when somebody wants the whole list. */
const isOffered = (id: FilterId, view: View, counts: Record<FilterId, number>) =>
  id !== "hand" || view.filter === "hand" || counts.hand > 0

/** Sent by Enter without script; with it, while one types. What is typed is never written over. */
const searchForm = ({
  filter,
  search,
  sort,
}: View): Html => html`<form class="search" role="search" method="get" action="/"
 hx-get="/" hx-trigger="input delay:300ms from:#q, submit" hx-target="#books" hx-select="#books" hx-swap="outerMorph" hx-select-oob="#wire">
${filter === PLAIN.filter ? "" : html`<input type="hidden" name="status" value="${filter}">`}${sortText(sort) === sortText(PLAIN.sort) ? "" : html`<input type="hidden" name="sort" value="${sortText(sort)}">`}
<label class="vh" for="q">${say.label}</label><input class="input" id="q" type="search" name="q" value="${search}" placeholder="${say.hint}" autocomplete="off"><button class="btn btn--line">${say.go}</button></form>`
