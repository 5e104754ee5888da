import { alertOf, errorOf, type Problem, select } from "../../shared/web/fields.ts"
import { type Html, html } from "../../shared/web/html.ts"
import { sentences } from "./sentences.ts"
import { subscriberWords } from "./subscriber-words.ts"
import { EVENTS } from "./view.ts"

const say = sentences.replay

/** As it was typed. */
export type ReplayForm = { subscriber: string; from: string }

export const replayPage = (
  form: ReplayForm,
  subscribers: readonly string[],
  problems: readonly Problem[],
): Html => html`<nav class="crumb" aria-label="${sentences.event.whereThisIs}"><a href="${EVENTS}">${sentences.events}</a></nav>
<div class="head"><div><h1>${say.heading}</h1><p>${say.lead}</p></div></div>
${problems.length > 0 ? alertOf(problems, say.problemsHead) : ""}
<form class="replay" method="post" action="${EVENTS}/replay" novalidate>
${select(
  { name: "subscriber", label: say.subscriber, value: form.subscriber },
  subscribers.map((name) => ({ value: name, text: say.option(subscriberWords(name), name) })),
  problems,
)}
${fromField(form.from, problems)}
<p><button class="btn">${say.press}</button></p></form>`

function fromField(value: string, problems: readonly Problem[]): Html {
  const error = errorOf("from", problems)
  return html`<div class="field"><label for="from">${say.from}</label>
<input class="input" id="from" name="from" value="${value}" autocomplete="off" ${error ? html`aria-invalid="true"` : ""} aria-describedby="${error ? "from-e" : "from-h"}">
${error ?? html`<p class="hint" id="from-h">${say.fromHint}</p>`}</div>`
}

type Checked = { ok: true; subscriber: string; from: Date | null } | { ok: false; problems: Problem[] }

export function checkReplay({ subscriber, from }: ReplayForm, subscribers: readonly string[]): Checked {
  const since = from.trim() === "" ? null : readTime(from)
  const problems = [
    ...(subscribers.includes(subscriber) ? [] : [problem("subscriber", say.chooseSubscriber, say.badSubscriber)]),
    ...(since === undefined ? [problem("from", say.lookAtFrom, say.badFrom(from))] : []),
  ]
  if (since === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, subscriber, from: since }
}

const problem = (field: string, link: string, sentence: string): Problem => ({ field, target: field, link, sentence })

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?Z?$/

/** "2026-11-23", "2026-11-23 14:06", "2026-11-23T14:06:31.402Z", all UTC; undefined is no time. */
function readTime(text: string): Date | undefined {
  const [, day, time = "00:00"] = TIME.exec(text.trim()) ?? []
  const at = new Date(`${day}T${time}Z`)
  const isReal = day !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
  return isReal && at.getTime() >= 0 ? at : undefined
}
