import { type Html, html } from "../../../shared/web/html.ts"
import { pageLink } from "../../../shared/web/links.ts"
import { mark } from "../../../shared/web/marks.ts"
import { money, NOTHING, threeStatesText, UNKNOWN } from "../../../shared/web/money.ts"
import { isHot } from "../../../shared/web/strip.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/book-sentences.ts"
import { sheet, stateOf } from "./sheets.ts"

const say = sentences.contact

/** Every page of the book as a sheet, with what it has cost. */
export const contactSheet = (book: EbookView, now: Date): Html => html`<section class="sect" aria-labelledby="contact">
  <div class="sect__head"><h2 id="contact">${say.heading}</h2><p>${say.prices}</p></div>
  <ol class="contact">${book.pages.map((page) => item(book, page, now))}</ol></section>`

function item(book: EbookView, page: PageView, now: Date): Html {
  const state = stateOf(page)
  return html`<li id="sheet-${page.number}"><figure><a href="${pageLink(book.id, page.number)}">${sheet(book, page, now)}</a>
<figcaption><span class="status">${state === "drawn" ? "" : mark(state, isHot(state))}<b>${shortName(page)}</b></span><span>${priceOf(page)}</span></figcaption><span class="sub">${remarkOn(page)}</span></figure></li>
`
}

const shortName = ({ kind, number }: PageView): string =>
  kind === "content" ? String(number) : kind === "cover" ? say.cover : say.back

/** What the page has cost as far as it is known; a dash where nothing was asked for yet. */
export function priceOf(page: PageView): Html {
  const { amount, heldCount, unpricedCount, unresolvedCount } = page.cost
  if (page.kind === "back-cover") {
    return page.status === "drawn" ? html`<span class="muted">${sentences.cost.free}</span>` : NOTHING
  }
  const priced = page.attemptCount - heldCount - unpricedCount - unresolvedCount
  if (amount === "0" && priced > 0) return html`<span class="muted">${sentences.cost.free}</span>`
  if (amount !== "0") return money(amount)
  return unpricedCount + unresolvedCount > 0 ? UNKNOWN : NOTHING
}

/** What there is to say under a page. */
function remarkOn(page: PageView): string {
  const missing = threeStatesText(page.cost)
  if (page.kind === "back-cover" && page.status === "drawn") return say.composed
  if (page.status === "drawn") return joined(page.attemptCount > 1 ? say.drawnAtTry(page.attemptCount) : "", missing)
  if (page.status === "drawing") return joined(page.attemptCount > 1 ? say.tryNumber(page.attemptCount) : "", missing)
  return joined(page.problem ?? "", missing)
}

const joined = (...parts: string[]) => parts.filter(Boolean).join(" ")
