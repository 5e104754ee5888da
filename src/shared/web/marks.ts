import { type Html, html } from "./html.ts"

const SHAPES = {
  drawn: html`<rect class="f" x="1" y="1" width="12" height="12"/>`,
  drawing: html`<rect x="1.5" y="1.5" width="11" height="11"/><rect class="f" x="1" y="7" width="12" height="6"/>`,
  waiting: html`<rect x="1.5" y="1.5" width="11" height="11" stroke-dasharray="2.4 2"/>`,
  failed: html`<path d="M2 2l10 10M12 2L2 12"/>`,
  unknown: html`<path d="M4 4.6C4 1 10.4 1 10.4 4.6c0 2.6-3.3 2.4-3.3 5"/><circle class="f" cx="7.1" cy="12.6" r="1.2"/>`,
  paused: html`<path d="M4 1.5v11M10 1.5v11" stroke-width="2.6"/>`,
  draft: html`<path d="M2.5 1.5h6l3.5 3.5v7.5h-9.5zM8.5 1.5v3.5h3.5"/>`,
  approved: html`<path d="M1.5 7.5l3.8 3.8L12.5 3"/>`,
  retried: html`<path d="M11.8 5.2A5.2 5.2 0 1 0 12.2 8M12.4 1.6v3.8h-3.8"/>`,
  parked: html`<rect x="1.2" y="1.2" width="11.6" height="11.6"/><path d="M5.2 10.5v-7h2.6a2 2 0 0 1 0 4.1H5.2"/>`,
  replaced: html`<rect x="1.5" y="1.5" width="11" height="11"/><path d="M1.5 12.5l11-11"/>`,
  cancelled: html`<circle cx="7" cy="7" r="5.7"/><path d="M3 11L11 3"/>`,
}
export type MarkName = keyof typeof SHAPES

/** A state's shape, always beside its word; `hot` where a person must act. */
export const mark = (name: MarkName, hot: boolean): Html =>
  html`<svg class="${hot ? "mark mark--hot" : "mark"}" viewBox="0 0 14 14" aria-hidden="true">${SHAPES[name]}</svg>`

/** A state as its shape and its word. */
export const status = (name: MarkName, words: string, hot: boolean): Html =>
  html`<span class="status">${mark(name, hot)}${words}</span>`
