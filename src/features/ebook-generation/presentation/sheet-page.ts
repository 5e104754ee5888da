import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink, bookLink, pageLink, pictureLink } from "../../../shared/web/links.ts"
import { mark } from "../../../shared/web/marks.ts"
import { threeStates } from "../../../shared/web/money.ts"
import { isHot } from "../../../shared/web/strip.ts"
import type { readCandidates } from "../infrastructure/candidates.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { priceOf } from "./contact-sheet.ts"
import { altOf, sheet, sheetClass, stateOf } from "./sheets.ts"
import { dayText, pageName, secondText } from "./words.ts"

type Candidate = Awaited<ReturnType<typeof readCandidates>>[number]

/** One page, large, with what was asked and every attempt at it. */
export const sheetPage = (
  book: EbookView,
  page: PageView,
  candidates: readonly Candidate[],
  now: Date,
): Html => html`<p class="crumb"><a href="/">Books</a> / <a href="${bookLink(book.id)}">${book.title}</a></p>
<div class="head"><h1>${headOf(page)}</h1>${pager(book, page)}</div>
<div class="onesheet"><div class="crop">${large(book, page, now)}</div>
<div><p class="status">${mark(stateOf(page), isHot(stateOf(page)))}<b>${STATES[stateOf(page)]}</b></p>${page.problem && page.status !== "drawn" ? html`<p>${page.problem}</p>` : ""}
<dl class="spec"><dt>Cost so far${book.simulated ? ", simulated" : ""}</dt><dd>${priceOf(page)} ${threeStates(page.cost, () => bookCostsLink(book.id))}</dd></dl>
<h2>${page.kind === "back-cover" ? "How it is made" : "Prompt"}</h2><p>${page.prompt}</p>
${page.kind === "back-cover" ? "" : attempts(page, candidates)}</div></div>`

const headOf = (page: PageView) =>
  page.kind === "content"
    ? pageName(page)
    : pageName(page)
        .replace("The ", "")
        .replace(/^./, (c) => c.toUpperCase())

const STATES = {
  drawn: "Drawn",
  drawing: "Being drawn",
  waiting: "Not drawn yet",
  failed: "Could not be drawn",
  unknown: "Sent, but the answer was lost",
} as const

function large(book: EbookView, page: PageView, now: Date): Html {
  const src = pictureLink(book.id, page, "picture")
  if (src === null) return sheet(book, page, now)
  return html`<a href="${src}"><span class="${sheetClass(book)}"><img src="${src}" alt="${altOf(book, page)}" width="850" height="1100"></span></a>`
}

/** Alt+P and Alt+N in most browsers. */
function pager({ id, pages }: EbookView, { number }: PageView): Html {
  const link = (page: PageView | undefined, rel: "prev" | "next") =>
    page
      ? html`<a rel="${rel}" accesskey="${rel === "prev" ? "p" : "n"}" href="${pageLink(id, page.number)}">${rel === "prev" ? "‹ " : ""}${headOf(page)}${rel === "next" ? " ›" : ""}</a>`
      : ""
  const at = (wanted: number) => pages.find((page) => page.number === wanted)
  return html`<nav class="pager" aria-label="Pages">${link(at(number - 1), "prev")} ${link(at(number + 1), "next")}</nav>`
}

const attempts = (page: PageView, candidates: readonly Candidate[]): Html =>
  html`<h2>Attempts</h2>${
    candidates.length === 0
      ? html`<p class="muted">None yet.</p>`
      : html`<table class="tbl"><caption class="vh">Attempts, oldest first</caption><thead><tr><th scope="col">Sent, UTC</th><th scope="col">What became of it</th><th scope="col">Kept</th></tr></thead>
<tbody>${candidates.map((one, i) => attempt(one, page.status === "drawing" && i === candidates.length - 1))}</tbody></table>`
  }`

const attempt = ({ id, outcome, kept, createdAt }: Candidate, newest: boolean) => html`<tr>
<th scope="row"><a href="/dashboard/costs/attempts/${encodeURIComponent(id)}"><time datetime="${createdAt}">${dayText(new Date(createdAt))}, ${secondText(new Date(createdAt))}</time></a></th>
<td>${outcome === null ? (newest ? "under way" : "never sent") : (OUTCOMES[outcome] ?? outcome)}</td><td>${kept ? "kept" : ""}</td></tr>`

const OUTCOMES: Readonly<Record<string, string>> = {
  succeeded: "drawn",
  "no-usable-image": "answered without a usable picture",
  refused: "refused",
  "failed-unbilled": "failed, not charged",
  "failed-billed": "failed, charged",
  cancelled: "cancelled",
  unknown: "answer lost",
}
