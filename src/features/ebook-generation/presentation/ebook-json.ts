import type { z } from "@hono/zod-openapi"
import type { Estimate } from "../domain/ports.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import type { ebook, ebookSummary, pageOfEbook } from "./ebook-answers.ts"

export function toSummary(view: EbookView): z.infer<typeof ebookSummary> {
  const {
    id,
    title,
    author,
    themeId,
    audience,
    pageCount,
    trim,
    seed,
    coverModel,
    pageModel,
    status,
    progress,
    cost,
    simulated,
  } = view
  return {
    id,
    title,
    author,
    themeId,
    audience,
    pageCount,
    trim,
    seed,
    coverModel,
    pageModel,
    status,
    progress,
    cost,
    estimate: toEstimate(view.estimate ?? null),
    simulated,
    reason: view.reasonCode === null ? null : { code: view.reasonCode, message: view.reasonMessage ?? "" },
    requestedAt: view.requestedAt.toISOString(),
    endedAt: view.endedAt?.toISOString() ?? null,
  }
}

/** In its public order: PostgreSQL's jsonb keeps another. */
export const toEstimate = (estimate: Estimate | null): Estimate | null =>
  estimate && { amount: estimate.amount, low: estimate.low, high: estimate.high }

export const toEbook = (view: EbookView): z.infer<typeof ebook> => ({
  ...toSummary(view),
  pages: view.pages.map((page) => toPage(view.id, page)),
})

export const toPage = (ebookId: string, page: PageView): z.infer<typeof pageOfEbook> => ({
  number: page.number,
  kind: page.kind,
  status: page.status,
  prompt: page.prompt,
  problem: page.problem,
  imageUrl: page.imageKey === null ? null : `/api/v1/ebooks/${ebookId}/pages/${page.number}/image`,
  attemptCount: page.attemptCount,
  cost: page.cost,
})
