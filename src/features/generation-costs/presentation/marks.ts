import { type Html, html } from "../../../shared/web/html.ts"

const SHAPES = {
  drawn: html`<rect class="f" x="1" y="1" width="12" height="12"/>`,
  onItsWay: html`<rect x="1.5" y="1.5" width="11" height="11"/><rect class="f" x="1" y="7" width="12" height="6"/>`,
  replaced: html`<rect x="1.5" y="1.5" width="11" height="11"/><path d="M1.5 12.5l11-11"/>`,
  failed: html`<path d="M2 2l10 10M12 2L2 12"/>`,
  unknown: html`<path d="M4 4.6C4 1 10.4 1 10.4 4.6c0 2.6-3.3 2.4-3.3 5"/><circle class="f" cx="7.1" cy="12.6" r="1.2"/>`,
}

export type Mark = keyof typeof SHAPES

/** State by shape and word; red only where a person must act. */
export const status = (mark: Mark, words: string): Html =>
  html`<span class="status"><svg class="mark${
    mark === "unknown" ? " mark--hot" : ""
  }" viewBox="0 0 14 14" aria-hidden="true">${SHAPES[mark]}</svg>${words}</span>`
