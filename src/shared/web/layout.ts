import type { Ctx } from "./context.ts"
import { type Html, html } from "./html.ts"
import { type Press, pressOf, pressSwitch } from "./press.ts"
import { sentences } from "./sentences.ts"

export type Page = { title: string; section: keyof typeof sentences.sections | null; body: Html }

const SECTIONS = [
  { id: "books", href: "/" },
  { id: "costs", href: "/dashboard/costs" },
  { id: "prices", href: "/dashboard/prices" },
  { id: "events", href: "/dashboard/events" },
  { id: "settings", href: "/dashboard/settings" },
] as const

/** Answers with a whole page: masthead, the word about simulated money, the page's own body, colophon. */
export function renderPage(
  c: Ctx,
  { title, section, body }: Page,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 = 200,
) {
  const { urlOf, simulated } = c.var.site
  const press = pressOf(c)
  return c.html(
    html`<!doctype html>
<html lang="en" ${press === "auto" ? "" : html`data-press="${press}"`}>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="htmx-config" content='{"includeIndicatorCSS": false}'>
  <title>${title} · ${sentences.product}</title>
  <link rel="icon" href="${urlOf("mark.svg")}">
  <link rel="preload" href="${urlOf("besley-latin.woff2")}" as="font" type="font/woff2" crossorigin>
  <link rel="preload" href="${urlOf("archivo-latin.woff2")}" as="font" type="font/woff2" crossorigin>
  <link rel="stylesheet" href="${urlOf("colophon.css")}">
  <script src="${urlOf("htmx.js")}" defer></script>
</head>
<body>
  <a class="skip" href="#main">${sentences.skip}</a>
  ${masthead(c, section)}
  ${simulated ? sandboxBand() : ""}
  <main id="main">${body}</main>
  ${footer(c, press)}
</body>
</html>`,
    status,
  )
}

const masthead = (c: Ctx, current: Page["section"]) => {
  const { principal } = c.var
  return html`<header class="masthead"><div class="masthead__in">
    <a class="wordmark" href="/">${REGISTER_MARK}${sentences.product}</a>
    ${
      principal
        ? html`<nav class="nav" aria-label="${sentences.mainMenu}"><ul>${SECTIONS.map(
            ({ id, href }) =>
              html`<li><a href="${href}" ${id === current ? html`aria-current="page"` : ""}>${sentences.sections[id]}</a></li>`,
          )}</ul></nav>
          <div class="masthead__end"><span><a href="/dashboard/settings">${principal.name}</a></span>
          <form method="post" action="/logout"><button class="textbtn">${sentences.signOut}</button></form></div>`
        : ""
    }
  </div></header>`
}

const REGISTER_MARK = html`<svg class="reg" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 0v20M0 10h20"/><circle cx="10" cy="10" r="6.5"/><circle cx="10" cy="10" r="2"/></svg>`

const sandboxBand = () =>
  html`<aside class="sandbox" aria-label="${sentences.simulatedMoney}"><p>${sentences.simulatedBand}</p></aside>`

/** Five tints of ink and three of the rubric: the control strip of a printed sheet. */
const WEDGE = html`<div class="wedge" aria-hidden="true">${Array.from({ length: 8 }, () => html`<span></span>`)}</div>`

const footer = (c: Ctx, press: Press) => html`<footer class="colophon"><div class="colophon__in">
  <div><p>${sentences.colophon} ${c.var.principal ? html`<a href="/api/docs">${sentences.apiDocs}</a>` : ""}</p>${WEDGE}</div>
  ${c.var.principal ? pressSwitch(press) : ""}</div></footer>`
