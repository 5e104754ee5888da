import { type Html, html } from "../../../shared/web/html.ts"
import { moneyColumn } from "../../../shared/web/money.ts"
import { sentences } from "../sentences/order-sentences.ts"
import type { PresentationDeps } from "./deps.ts"
import { newEbook, PAGE_COUNT } from "./ebook-schemas.ts"
import { type Arithmetic, aboutText, arithmeticOf, rangeText } from "./estimates.ts"
import { type NewEbookForm, numberOr } from "./new-ebook-form.ts"

const say = sentences.quote

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
    const note = say.returns(PAGE_COUNT.min, PAGE_COUNT.max)
    return slip(html`<p class="note">${note}</p>${button(say.make)}`)
  }
  const { pageCount, ...models } = checked.data
  const parts = await arithmeticOf(deps.estimate, models, pageCount)
  return slip(parts ? priced(parts, pageCount, deps.simulated) : unpriced())
}

const slip = (inside: Html) => html`<h2 id="quote-h">${say.heading}</h2>${inside}`

const button = (words: string) => html`<button class="btn btn--pay btn--big" type="submit">${words}</button>`

const unpriced = () => html`<p class="note">${say.unpriced}</p>${button(say.makeUnpriced)}`

function priced({ total, pages, cover, perPage }: Arithmetic, pageCount: number, simulated: boolean): Html {
  const column = moneyColumn([pages, cover, total.amount])
  const [about, range] = [aboutText(total), rangeText(total)]
  return html`<output class="about"><small>${say.about}</small> ${about} <small>${simulated ? say.rangeSimulated(range) : say.range(range)}</small></output>
${button(simulated ? say.makeSimulated(about) : say.makeAbout(about))}
<table><caption class="vh">${say.caption}</caption><tbody>
<tr><th scope="row">${perPage === null ? say.pages(pageCount) : say.pagesAt(pageCount, `$${perPage}`)}</th><td class="num">${column(pages)}</td></tr>
<tr><th scope="row">${say.cover}</th><td class="num">${column(cover)}</td></tr>
<tr><th scope="row">${say.backCover}</th><td class="num">${say.free}</td></tr></tbody>
<tfoot><tr><th scope="row">${say.expected}</th><td class="num">${column(total.amount)}</td></tr></tfoot></table>
<p class="note">${simulated ? say.playMoney : say.counted}</p>`
}
