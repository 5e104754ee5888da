import { alertOf, field, type Problem, select } from "../../../../shared/web/fields.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import type { RepricingScope } from "../../infrastructure/corrections/repriceable-charges.ts"
import { correctionSentences } from "./corrections-sentences.ts"
import { NOT_BEFORE_FROM, repricingBody } from "./repricing-body.ts"

const say = correctionSentences.repricing

/** As it was typed: days, and a model or nothing for all of them. */
export type RepricingForm = { from: string; to: string; model: string }

type Checked = { ok: true; scope: RepricingScope } | { ok: false; problems: Problem[] }

/** The same rules as `POST /costs/repricing/preview`, in a person's words. */
export function checkRepricing({ from, to, model }: RepricingForm, simulated: boolean): Checked {
  const body = { from: from.trim(), to: to.trim(), model: model === "" ? null : model, simulated }
  const checked = repricingBody.safeParse(body)
  if (checked.success) return { ok: true, scope: checked.data }
  const wrong = new Set(checked.error.issues.map(({ path }) => path[0]))
  const isOrder = checked.error.issues.some(({ message }) => message === NOT_BEFORE_FROM)
  const problem = (name: "from" | "to", sentence: string): Problem[] =>
    wrong.has(name) ? [{ field: name, target: name, link: say.lookAt[name], sentence }] : []
  return {
    ok: false,
    problems: [
      ...problem("from", say.badDay(body.from)),
      ...problem("to", isOrder ? say.badOrder : say.badDay(body.to)),
    ],
  }
}

/** `models`: those of the price book. `money` says which money, and stays chosen. */
export function repricingForm(
  form: RepricingForm,
  { models, money, problems }: { models: readonly string[]; money: string; problems: readonly Problem[] },
): Html {
  const day = (name: "from" | "to") =>
    field({ name, label: say[name], type: "text", value: form[name], hint: say.dayHint, autocomplete: "off" }, problems)
  const options = [...new Set([...models, ...(form.model === "" ? [] : [form.model])])]
  return html`${problems.length > 0 ? alertOf(problems, say.problemsHead(problems.length)) : ""}
    <form class="repricing" method="get" action="${REPRICING}" novalidate><input type="hidden" name="money" value="${money}">
    ${day("from")}${day("to")}
    ${select(
      { name: "model", label: say.model, value: form.model },
      [{ value: "", text: say.everyModel }, ...options.map((model) => ({ value: model, text: model }))],
      problems,
    )}
    <p><button class="btn btn--line" name="show" value="1">${say.press}</button></p></form>`
}

export const REPRICING = "/dashboard/prices/repricing"
