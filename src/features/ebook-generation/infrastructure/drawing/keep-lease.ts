import { and, eq } from "drizzle-orm"
import { pages } from "../tables.ts"
import { leaseFrom } from "./claim-page.ts"
import type { DrawingDeps, PageRow } from "./deps.ts"

/** Does the work on a page that is ours while its lease is renewed every third of it, one renewal after the other. */
export async function keepingLease<T>(deps: DrawingDeps, page: PageRow, work: () => Promise<T>): Promise<T> {
  let renewing = false
  const renew = async () => {
    // The row may be locked for long: renewals that pile up would take every connection there is.
    if (renewing) return
    renewing = true
    await renewLease(deps, page)
    renewing = false
  }
  const renewal = setInterval(() => void renew(), (deps.leaseSeconds * 1000) / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
  }
}

async function renewLease({ db, leaseSeconds, log }: DrawingDeps, page: PageRow): Promise<void> {
  await db
    .update(pages)
    .set({ leaseUntil: leaseFrom(leaseSeconds) })
    .where(and(eq(pages.ebookId, page.ebookId), eq(pages.number, page.number), eq(pages.token, page.token)))
    .catch((error: unknown) => log.warn({ error: String(error) }, "a lease could not be renewed"))
}
