import { type Html, html } from "../../../shared/web/html.ts"
import type { Theme } from "../domain/theme.ts"
import { sentences as say } from "../sentences/order-sentences.ts"

/** A theme to choose, with two of its pages fanned out where there are samples. The whole card is its radio button. */
export const themeCard = ({ id, name, description, subjects, samples }: Theme, chosen: boolean): Html =>
  html`<div class="theme"><input type="radio" name="themeId" id="theme-${id}" value="${id}" ${chosen ? "checked" : ""}><label for="theme-${id}">${fan(id, samples.length)}<b>${name}</b><span class="theme__what">${description}</span><small>${say.subjects(subjects.length)}</small></label></div>`

const fan = (themeId: string, count: number) =>
  count === 0
    ? ""
    : html`<span class="theme__fan" aria-hidden="true">${Array.from({ length: count }, (_, i) => html`<span class="sheet"><img src="${sampleLink(themeId, i + 1)}" alt="" width="220" height="285" loading="lazy"></span>`)}</span>`

const sampleLink = (themeId: string, number: number) => `/dashboard/themes/${themeId}/samples/${number}`
