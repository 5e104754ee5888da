import { type Html, html } from "../../../shared/web/html.ts"
import { sentences } from "../sentences/book-sentences.ts"

/**
 * A part of a page that redraws itself from the stream at `address`: unnamed messages replace what changed inside,
 * `finished` ends it. Without an address nothing changes any more.
 */
export const liveRegion = (address: string | null, part: Html): Html =>
  address === null
    ? html`<article id="live">${part}</article>`
    : html`<article id="live" hx-sse:connect="${address}" hx-sse:close="finished" hx-swap="innerMorph">${part}</article>
<noscript><p class="note">${sentences.reload.standsStill} <a href="">${sentences.reload.again}</a></p></noscript>`
