import type { z } from "zod"
import {
  AttemptOutcomeUnknown,
  EbookCancelled,
  EbookDeleted,
  EbookGenerated,
  EbookGenerationFailed,
  EbookGenerationStarted,
  EbookPaused,
  EbookRenamed,
  EbookRequested,
  EbookRestored,
  EbookResumed,
  PageFailed,
  PageIllustrated,
} from "../../../src/features/ebook-generation/events.ts"
import { CostAdjusted, CostCalculated } from "../../../src/features/generation-costs/events.ts"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"

/** What the tests of the dashboard call now, unless they say another time. */
export const NOW = new Date("2026-11-23T14:06:00Z")

type Request = Partial<z.infer<typeof EbookRequested.payload>>

const kindOf = (pageNumber: number) => (pageNumber === 0 ? "cover" : pageNumber === 25 ? "back-cover" : "content")

/** Everything that can happen to a book of 24 drawn pages, at the times it is told. */
export function book(ebookId: string, simulated: boolean) {
  let attempts = 0
  const ended = { ebookId, attemptCount: 0, reportedTotal: null }
  return {
    id: ebookId,
    requested: (told: Request, at = NOW): DomainEvent =>
      EbookRequested.of(
        {
          ...{ ebookId, title: "Dino Days", author: "Mara Lind", themeId: "dinosaurs", themeName: "Dinosaurs" },
          ...{ audience: "3-5", pageCount: 24, trim: "8.5x11", seed: 1, coverModel: "c", pageModel: "p", simulated },
          ...told,
        },
        at,
      ),
    begun: (at = NOW) => EbookGenerationStarted.of({ ebookId }, at),
    paused: (reasonCode: string, at = NOW) => EbookPaused.of({ ebookId, reasonCode, reasonMessage: "Because." }, at),
    resumed: (at = NOW) => EbookResumed.of({ ebookId }, at),
    drawn: (pageNumber: number, at = NOW) =>
      PageIllustrated.of(
        {
          ebookId,
          pageNumber,
          kind: kindOf(pageNumber),
          attemptId: null,
          imageKey: `ebooks/${ebookId}/${pageNumber}.png`,
        },
        at,
      ),
    pageFailed: (pageNumber: number, at = NOW) =>
      PageFailed.of({ ebookId, pageNumber, kind: kindOf(pageNumber), problem: null }, at),
    generated: (at = NOW) => EbookGenerated.of(ended, at),
    failed: (failedPages: number[], at = NOW) => EbookGenerationFailed.of({ ...ended, failedPages }, at),
    cancelled: (at = NOW) => EbookCancelled.of(ended, at),
    renamed: (title: string, author: string | null, at = NOW) => EbookRenamed.of({ ebookId, title, author }, at),
    deleted: (at = NOW) => EbookDeleted.of({ ebookId }, at),
    restored: (at = NOW) => EbookRestored.of({ ebookId }, at),
    charged: (amount: string | null, told: { attemptId?: string; pages?: number[]; at?: Date } = {}) =>
      CostCalculated.of(
        {
          ...{ of: "attempt" as const, attemptId: told.attemptId ?? `${ebookId}-${++attempts}`, ebookId },
          ...{ pages: told.pages ?? [1], outcome: "succeeded", occurredAt: (told.at ?? NOW).toISOString() },
          ...{ amount, source: amount === null ? null : ("provider" as const), simulated },
        },
        told.at ?? NOW,
      ),
    /** Its cost is corrected; `amount` is what it costs from then on. */
    adjusted: (attemptId: string, amount: string | null, pages: number[], at = NOW) =>
      CostAdjusted.of(
        {
          ...{ attemptId, ebookId, pages, kind: "repricing" as const, change: "0", amount },
          ...{ reason: "A price was wrong.", author: "Mara Lind", occurredAt: at.toISOString(), simulated },
        },
        at,
      ),
    lost: (attemptId: string, pages: number[], at = NOW) =>
      AttemptOutcomeUnknown.of(
        {
          ...{ attemptId, generationId: attemptId, ebookId, pages, purpose: "page", route: "images" as const },
          ...{ requestedModel: "p", occurredAt: at.toISOString(), simulated },
        },
        at,
      ),
  }
}
