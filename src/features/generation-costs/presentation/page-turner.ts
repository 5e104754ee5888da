import { z } from "zod"
import { paging } from "../../../shared/web/api.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { grouped } from "../../../shared/web/money.ts"
import { validationError } from "../../../shared/web/problems.ts"
import type { Slice } from "../infrastructure/cost-queries.ts"

const LINES = 50
const query = z.object({ page: paging.page })

/** Which lines of a long table are asked for; a bad number is refused with what it takes. */
export function sliceOf(c: Ctx): Slice {
  const asked = query.safeParse(c.req.query())
  if (!asked.success) throw validationError(asked.error)
  return { page: asked.data.page, pageSize: LINES }
}

/** Leads to the newer and older lines of a table; nothing where all of it is shown. `href` ends where the number goes. */
export function pageTurner({ page, pageSize }: Slice, total: number, href: string): Html {
  if (total <= pageSize && page === 1) return html``
  const [first, last] = [(page - 1) * pageSize + 1, Math.min(page * pageSize, total)]
  const shown = first > total ? "Past the end" : `${grouped(String(first))} to ${grouped(String(last))}`
  return html`<nav class="pager" aria-label="More of this table">
    ${page > 1 ? html`<a rel="prev" href="${href}${page - 1}">Newer</a>` : ""}
    <span class="muted">${shown} of ${grouped(String(total))}</span>
    ${last < total ? html`<a rel="next" href="${href}${page + 1}">Older</a>` : ""}
  </nav>`
}
