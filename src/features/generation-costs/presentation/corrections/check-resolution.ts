import type { z } from "@hono/zod-openapi"
import type { Problem } from "../../../../shared/web/fields.ts"
import { resolveBody } from "./corrections-body.ts"
import { correctionSentences } from "./corrections-sentences.ts"

const say = correctionSentences.resolve

/** As it was typed. `became`: one of the choices, or nothing yet. */
export type ResolutionForm = { became: string; amount: string; reason: string }

export const EMPTY_RESOLUTION: ResolutionForm = { became: "", amount: "", reason: "" }

type Checked = { ok: true; resolution: z.output<typeof resolveBody> } | { ok: false; problems: Problem[] }

/** The same rules as `POST /costs/attempts/{id}/resolve`, in a person's words. */
export function checkResolution({ became, amount, reason }: ResolutionForm): Checked {
  const written = amount.trim().replace(/^\$/, "")
  const wantsAmount = became === "amount"
  const body = { charged: became !== "free", amount: wantsAmount ? written : null, reason }
  const checked = resolveBody.safeParse(body)
  const wrong = new Set(checked.success ? [] : checked.error.issues.map(({ path }) => path[0]))
  const problems = [
    ...(became in say.choices ? [] : [problem("became", say.problems.became)]),
    ...(wrong.has("amount") ? [problem("amount", say.problems.amount)] : []),
    ...(written !== "" && !wantsAmount && became !== "" ? [problem("amount", say.problems.stray)] : []),
    ...(wrong.has("reason") ? [problem("reason", say.problems.reason)] : []),
  ]
  return checked.success && problems.length === 0 ? { ok: true, resolution: checked.data } : { ok: false, problems }
}

const problem = (field: string, { link, sentence }: { link: string; sentence: string }): Problem => ({
  field,
  target: field,
  link,
  sentence,
})
