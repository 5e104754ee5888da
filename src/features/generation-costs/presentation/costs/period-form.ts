import { type Html, html } from "../../../../shared/web/html.ts"
import { mark } from "../../../../shared/web/marks.ts"
import { OTHER_ZONE, type PeriodAsked } from "./period-asked.ts"
import { periodSentences as say } from "./period-sentences.ts"

/** Where many readers live, from west to east; any other is asked for by its name. */
const ZONES = [
  ...["UTC", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo"],
  ...["Europe/London", "Europe/Paris", "Europe/Athens", "Africa/Lagos", "Africa/Johannesburg", "Asia/Dubai"],
  ...["Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo"],
  ...["Australia/Adelaide", "Australia/Sydney", "Pacific/Auckland"],
]

/** Asks for another period or zone: it only leads to another address. `money` stays chosen. */
export function periodForm({ choice, from, to, period, problem }: PeriodAsked, money: "real" | "simulated"): Html {
  const { timeZone } = period
  const zones = [...(ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES]), OTHER_ZONE]
  const zoneName = (zone: string) => (zone === OTHER_ZONE ? say.otherZone : zone)
  return html`<form class="period" method="get" aria-label="${say.form}">
    <input type="hidden" name="money" value="${money}">
    ${choices("period", say.label, choice, Object.entries(say.presets))}
    ${choices(
      "tz",
      say.zone,
      timeZone,
      zones.map((zone) => [zone, zoneName(zone)]),
    )}
    ${dateField("from", say.from, from)}${dateField("to", say.to, to)}
    <div class="field field--zone"><label for="zone">${say.typedZone}</label>
      <input class="input" id="zone" name="zone" autocomplete="off" spellcheck="false"></div>
    <button class="btn btn--line">${say.show}</button>
    ${problem === null ? "" : html`<p class="error" role="alert">${mark("failed", true)}<span>${problem}</span></p>`}
  </form>`
}

const choices = (name: string, label: string, chosen: string, options: readonly (readonly string[])[]): Html =>
  html`<div class="field field--${name}"><label for="${name}">${label}</label>
    <select class="select" id="${name}" name="${name}">${options.map(
      ([value, words]) => html`<option value="${value}" ${value === chosen ? "selected" : ""}>${words}</option>`,
    )}</select></div>`

/** An instant, which only an address can ask for, stands as the text it is. */
const dateField = (name: string, label: string, value: string): Html =>
  html`<div class="field field--days"><label for="${name}">${label}</label>
    <input class="input" id="${name}" name="${name}" type="${value.includes("T") ? "text" : "date"}" value="${value}"></div>`
