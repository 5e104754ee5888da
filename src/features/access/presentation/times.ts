import { type Html, html } from "../../../shared/web/html.ts"

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" })

/** "21 Nov 2026", UTC. Does not break. */
export const dayText = (instant: Date): string => DAY.format(instant).replaceAll(" ", "\u00a0")

/** "14:06", UTC. */
export const minuteText = (instant: Date): string => instant.toISOString().slice(11, 16)

/** "21 Nov 2026", to a machine the instant. */
export const day = (instant: Date): Html => html`<time datetime="${instant.toISOString()}">${dayText(instant)}</time>`

/** "21 Nov 2026, 14:06", UTC; to a machine the instant. */
export const minute = (instant: Date): Html =>
  html`<time datetime="${instant.toISOString()}">${dayText(instant)}, ${minuteText(instant)}</time>`
