import { z } from "zod"
import { paging } from "../../../shared/web/api.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { validationError } from "../../../shared/web/problems.ts"
import type { Slice } from "../infrastructure/sums/attempt-list.ts"
import { sentences } from "./sentences.ts"

const say = sentences.turner
const LINES = 50
const query = z.object({ page: paging.page })

/** Which lines of a long table are asked for; a bad number is refused with what it takes. */
export function sliceOf(c: Ctx): Slice {
  const asked = query.safeParse(c.req.query())
  if (!asked.success) throw validationError(asked.error)
  return { page: asked.data.page, pageSize: LINES }
}

/** `href` ends where the number of the page goes. `most`: a total beyond it was not counted; null: it always is. */
export type Turning = { slice: Slice; total: number; most: number | null; href: string }

/** One page of a long table and the way to its other pages; past its end, the way back. */
export function turnable({ slice, total, most, href }: Turning, table: Html): Html {
  const { page, pageSize } = slice
  const [first, last] = [(page - 1) * pageSize + 1, Math.min(page * pageSize, total)]
  if (first > total) return html`<p class="lead">${say.pastTheEnd(total)}</p><p><a href="${href}1">${say.first}</a></p>`
  if (total <= pageSize) return table
  return html`${table}<nav class="pager" aria-label="${say.label}">
    ${page > 1 ? html`<a rel="prev" href="${href}${page - 1}">${say.newer}</a>` : ""}
    <span class="muted">${say.shown(first, last, total, most)}</span>
    ${last < total ? html`<a rel="next" href="${href}${page + 1}">${say.older}</a>` : ""}
  </nav>`
}
