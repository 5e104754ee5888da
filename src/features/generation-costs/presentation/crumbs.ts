import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { costsLink } from "./links.ts"
import { sentences } from "./sentences.ts"

/** The way back up: all costs first. `money` says which money, and stays chosen. */
export const crumbs = (money: string, further: readonly Html[]): Html =>
  html`<nav class="crumb" aria-label="${sentences.whereThisIs}"><a href="${costsLink(money)}">${sentences.costs}</a>${further.map(
    (link) => html` / ${link}`,
  )}</nav>`

/** A book by its title, or by its id where nobody told the ledger more. */
export const bookName = (ebookId: string, title: string | null): Html =>
  title === null ? html`<code>${ebookId}</code>` : html`${title}`

export const toBook = ({ ebookId, title }: { ebookId: string; title: string | null }, money: string): Html =>
  html`<a href="${bookCostsLink(ebookId)}?${money}">${bookName(ebookId, title)}</a>`
