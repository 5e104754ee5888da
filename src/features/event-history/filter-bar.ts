import { type Html, html } from "../../shared/web/html.ts"
import type { Listing } from "./listing.ts"
import { sentences } from "./sentences.ts"
import { typeWords } from "./subscriber-words.ts"
import { EVENTS, hrefOf, STATES } from "./view.ts"

const say = sentences.filter

/** The tabs with their counts, and beside them which book and what kind of event. */
export const filterBar = (listing: Listing, types: readonly string[]): Html =>
  html`<div class="filters">${tabs(listing)}${form(listing, types)}</div>`

const tabs = ({ view, counts }: Listing): Html =>
  html`<nav class="tabs" aria-label="${sentences.tabs.label}">${([null, ...STATES] as const).map((state) => {
    const { count, isExact } = counts[state ?? "all"]
    const current = state === view.state ? html`aria-current="true"` : ""
    return html`<a href="${hrefOf({ ...view, state, before: null })}" ${current}>${sentences.tabs[state ?? "all"]} <span>${sentences.count(count, isExact)}</span></a>`
  })}</nav>`

/** Sent by its button without script; with it, as soon as something is chosen. */
const form = (listing: Listing, types: readonly string[]): Html => {
  const { view } = listing
  return html`<form class="query" method="get" action="${EVENTS}"
 hx-get="${EVENTS}" hx-trigger="change, submit" hx-target="#events" hx-select="#events" hx-swap="outerMorph" hx-select-oob="#wire">
${view.state === null ? "" : html`<input type="hidden" name="state" value="${view.state}">`}
<div class="field"><label for="book">${say.book}</label>${listing.manyBooks ? bookByTitle(listing) : bookFromList(listing)}</div>
<div class="field"><label for="type">${say.type}</label><select class="select" id="type" name="type">${option("", say.everything, view.type ?? "")}${withChosen(
    types,
    view.type,
  ).map((name) => option(name, typeWords(name), view.type ?? ""))}</select></div>
<button class="btn btn--line">${say.show}</button></form>`
}

function bookFromList({ view, books, titles }: Listing): Html {
  const chosen = view.book ?? ""
  const isListed = view.book === null || books.some(({ id }) => id === view.book)
  const more = isListed ? [] : [{ id: chosen, title: titles.get(chosen) ?? chosen }]
  return html`<select class="select" id="book" name="book">${option("", say.everyBook, chosen)}${[
    ...more,
    ...books,
  ].map(({ id, title }) => option(id, title, chosen))}</select>`
}

/** Too many to choose from a list: a title is written, and the browser completes it. */
function bookByTitle({ view, books, titles }: Listing): Html {
  const title = view.book === null ? "" : (titles.get(view.book) ?? view.book)
  const distinct = [...new Set(books.map((book) => book.title))]
  return html`${view.book === null ? "" : html`<input type="hidden" name="book" value="${view.book}">`}
<input class="input" id="book" name="title" list="titles" value="${title}" placeholder="${say.everyBook}" autocomplete="off">
<datalist id="titles">${distinct.map((one) => html`<option value="${one}"></option>`)}</datalist>`
}

const option = (value: string, text: string, chosen: string): Html =>
  html`<option value="${value}" ${value === chosen ? "selected" : ""}>${text}</option>`

const withChosen = (types: readonly string[], chosen: string | null): readonly string[] =>
  chosen === null || types.includes(chosen) ? types : [chosen, ...types]
