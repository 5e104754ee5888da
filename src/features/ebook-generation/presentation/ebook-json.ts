import type { z } from "@hono/zod-openapi"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import type { ebook, ebookSummary, pageOfEbook } from "./ebook-schemas.ts"

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
    estimate: view.estimate ?? null,
    simulated,
    reason: view.reasonCode === null ? null : { code: view.reasonCode, message: view.reasonMessage ?? "" },
    requestedAt: view.requestedAt.toISOString(),
    endedAt: view.endedAt?.toISOString() ?? null,
  }
}

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
