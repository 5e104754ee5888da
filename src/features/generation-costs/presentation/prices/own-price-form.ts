import type { z } from "@hono/zod-openapi"
import { alertOf, field, type Problem, select } from "../../../../shared/web/fields.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { METERS } from "../../domain/usage-lines.ts"
import { meterLabel } from "../labels.ts"
import { PRICES } from "../links.ts"
import { priceBody } from "./prices-body.ts"
import { priceSentences } from "./prices-sentences.ts"

const say = priceSentences.own

const FIELDS = ["model", "meter", "unitPrice", "validFrom", "validTo", "provider", "variant"] as const
type FieldName = (typeof FIELDS)[number]

/** As it was typed; a field that was not is empty. */
export type OwnPriceForm = Readonly<Record<FieldName, string>>

export const ownPriceForm = (typed: (name: string) => string | null | undefined): OwnPriceForm => ({
  model: typed("model") ?? "",
  meter: typed("meter") ?? "",
  unitPrice: typed("unitPrice") ?? "",
  validFrom: typed("validFrom") ?? "",
  validTo: typed("validTo") ?? "",
  provider: typed("provider") ?? "",
  variant: typed("variant") ?? "",
})

type Checked = { ok: true; price: z.output<typeof priceBody> } | { ok: false; problems: Problem[] }

/** The same rules as `POST /prices`, in a person's words. */
export function checkOwnPrice(form: OwnPriceForm): Checked {
  const written = FIELDS.map((name) => [name, form[name].trim()])
  const body = Object.fromEntries(written.filter(([, text]) => text !== ""))
  const checked = priceBody.safeParse({ ...body, unitPrice: String(body["unitPrice"] ?? "").replace(/^\$/, "") })
  if (checked.success) return { ok: true, price: checked.data }
  const wrong = new Set(checked.error.issues.map(({ path }) => path[0]))
  const problems = FIELDS.filter((name) => wrong.has(name)).map((name) => ({
    ...{ field: name, target: name },
    ...say.problems[name],
  }))
  return { ok: false, problems }
}

/** `problems`: what is wrong with it, and then nothing was kept. */
export function ownPriceSection(form: OwnPriceForm, problems: readonly Problem[]): Html {
  const line = (name: Exclude<FieldName, "meter">) =>
    field(
      {
        ...{ name, label: say[name], type: "text", value: form[name] },
        ...{ hint: say[`${name}Hint`], autocomplete: "off" },
      },
      problems,
    )
  const meters = METERS.map((meter) => ({ value: meter, text: meterLabel(meter) }))
  return html`<section class="sect" id="own" aria-labelledby="own-h"><div class="sect__head"><h2 id="own-h">${say.title}</h2><p>${say.note}</p></div>
    ${problems.length > 0 ? alertOf(problems, say.problemsHead(problems.length)) : ""}
    <form class="own-price" method="post" action="${PRICES}" novalidate>
      ${line("model")}${select({ name: "meter", label: say.meter, value: form.meter }, meters, problems)}${line("unitPrice")}
      ${line("validFrom")}${line("validTo")}${line("provider")}${line("variant")}
      <p><button class="btn">${say.press}</button></p></form></section>`
}
