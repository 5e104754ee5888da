import { and, eq } from "drizzle-orm"
import { pages } from "../tables.ts"
import { leaseFrom } from "./claim-page.ts"
import type { DrawingDeps, PageRow } from "./deps.ts"

/** Does the work on a page that is ours while its lease is renewed every third of it. */
export async function keepingLease<T>(deps: DrawingDeps, page: PageRow, work: () => Promise<T>): Promise<T> {
  const renewal = setInterval(() => void renewLease(deps, page), (deps.leaseSeconds * 1000) / 3)
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
