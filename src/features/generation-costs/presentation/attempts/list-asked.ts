import { z } from "zod"
import { outsideId } from "../../../../shared/web/api.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import { validationError } from "../../../../shared/web/problems.ts"
import type { Period } from "../../domain/time/period.ts"
import { OUTCOMES } from "../../domain/usage-report.ts"
import { costsQuery, IN_ORDER, inOrder, toPeriod } from "../api/costs-schemas.ts"
import { breakdownSentences } from "../costs/breakdown-sentences.ts"
import type { Kind, ListFilter } from "../links.ts"
import { sentences } from "../sentences.ts"

export const KINDS = Object.keys(sentences.list.kinds) as Kind[]
const REASONS = Object.keys(breakdownSentences.reason.names)

const oneOf = (values: readonly string[]) => z.enum(values, `one of ${values.join(", ")}`)
const { from, to, tz } = costsQuery.shape

const query = z
  .object({
    show: z.enum(KINDS, `one of ${KINDS.join(", ")}`).default("all"),
    ebookId: outsideId.optional(),
    model: outsideId.optional(),
    purpose: outsideId.optional(),
    outcome: oneOf([...OUTCOMES, "unknown"]).optional(),
    wasteReason: oneOf(REASONS).optional(),
    themeId: z.union([z.literal(""), outsideId], "the id of a theme, or nothing for none known").optional(),
    from,
    to,
    tz,
  })
  .refine(inOrder, IN_ORDER)

export type ListAsked = { show: Kind; filter: ListFilter; period: Period }

/** Which attempts the address asks for; what it does not take is refused with what it does. Calls under way have only a book. */
export function listAsked(c: Ctx): ListAsked {
  const asked = query.safeParse(c.req.query())
  if (!asked.success) throw validationError(asked.error)
  const { show, from, to, tz, ...names } = asked.data
  const given = Object.entries(names).filter(
    ([name, value]) => value !== undefined && (show !== "held" || name === "ebookId"),
  )
  return { show, filter: Object.fromEntries(given), period: toPeriod({ from, to, tz }) }
}
