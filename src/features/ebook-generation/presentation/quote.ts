import { type Html, html } from "../../../shared/web/html.ts"
import { moneyColumn } from "../../../shared/web/money.ts"
import type { PresentationDeps } from "./deps.ts"
import { newEbook, PAGE_COUNT } from "./ebook-schemas.ts"
import { type Arithmetic, aboutText, arithmeticOf, rangeText } from "./estimates.ts"
import { type NewEbookForm, numberOr } from "./new-ebook-form.ts"

type Asked = Pick<NewEbookForm, "pageCount" | "pageModel" | "coverModel">

/** What the book as the form stands will cost, and the button that spends it. */
export async function quote(deps: PresentationDeps, { pageCount: typed, pageModel, coverModel }: Asked): Promise<Html> {
  const schema = newEbook(deps.models.models.map(({ id }) => id)).pick({
    pageCount: true,
    pageModel: true,
    coverModel: true,
  })
  const checked = schema.required().safeParse({ pageCount: numberOr(typed), pageModel, coverModel })
  if (!checked.success) {
    const note = `The estimate returns when the pages are between ${PAGE_COUNT.min} and ${PAGE_COUNT.max}.`
    return slip(html`<p class="note">${note}</p>${button("Make the book")}`)
  }
  const { pageCount, ...models } = checked.data
  const parts = await arithmeticOf(deps.estimate, models, pageCount)
  return slip(parts ? priced(parts, pageCount, deps.simulated) : unpriced())
}

const slip = (inside: Html) => html`<h2 id="quote-h">Before you press</h2>${inside}`

const button = (words: string) => html`<button class="btn btn--pay btn--big" type="submit">${words}</button>`

const unpriced = () =>
  html`<p class="note">One of these models has no price here: what the book costs is unknown until its pages are counted.</p>${button("Make the book, cost unknown")}`

function priced({ total, pages, cover, perPage }: Arithmetic, pageCount: number, simulated: boolean): Html {
  const column = moneyColumn([pages, cover, total.amount])
  const word = simulated ? " simulated" : ""
  return html`<output class="about"><small>about</small> ${aboutText(total)} <small>(${rangeText(total)})${word}</small></output>
${button(`Make the book, about ${aboutText(total)}${word}`)}
<table><caption class="vh">What the estimate is made of</caption><tbody>
<tr><th scope="row">${pageCount} pages${perPage === null ? "" : ` × $${perPage}`}</th><td class="num">${column(pages)}</td></tr>
<tr><th scope="row">1 cover</th><td class="num">${column(cover)}</td></tr>
<tr><th scope="row">Back cover, composed here</th><td class="num">free</td></tr></tbody>
<tfoot><tr><th scope="row">Expected</th><td class="num">${column(total.amount)}</td></tr></tfoot></table>
<p class="note">The upper end allows for redraws. ${simulated ? "All of it is play money." : "What it really costs is counted picture by picture."}</p>`
}
