import { z } from "zod"
import { defineEvent } from "../../shared/events/domain-event.ts"
import { tokensTold } from "./domain/tokens-told.ts"
import { sentences } from "./sentences/event-sentences.ts"

export const OUTCOMES = [
  "succeeded",
  "no-usable-image",
  "refused",
  "failed-unbilled",
  "failed-billed",
  "cancelled",
  "unknown",
] as const
/** What became of an attempt; `unknown`: it was sent, and its answer was lost. */
export type Outcome = (typeof OUTCOMES)[number]

const id = z.string().min(1).max(200)
const decimalText = z.string().regex(/^\d+(\.\d+)?$/)
/** Exact decimal text, US dollars. */
const usd = z.string().regex(/^-?\d+(\.\d+)?$/)

const attempt = {
  attemptId: id,
  generationId: id,
  ebookId: id.nullable(),
  /** 0 is the cover, 1..n the content pages. */
  pages: z.array(z.int().min(0)),
  purpose: z.string(),
  route: z.enum(["images", "chat"]),
  requestedModel: z.string(),
  /** ISO 8601, UTC: when it was sent. */
  occurredAt: z.iso.datetime(),
  simulated: z.boolean(),
}

const ended = {
  ebookId: id,
  /** Attempts that were said by TokensConsumed or AttemptOutcomeUnknown. */
  attemptCount: z.int().min(0),
  /** The sum of what the provider reported; null if any report is missing. A check, not a cost. */
  reportedTotal: usd.nullable(),
}

const ofAttempt = {
  aggregateId: (p: { attemptId: string }) => p.attemptId,
  correlation: (p: { attemptId: string; ebookId: string | null }) => ({
    attemptId: p.attemptId,
    ...(p.ebookId === null ? {} : { ebookId: p.ebookId }),
  }),
}

const ofEbook = {
  aggregateId: (p: { ebookId: string }) => p.ebookId,
  correlation: (p: { ebookId: string }) => ({ ebookId: p.ebookId }),
}

export const EbookRequested = defineEvent({
  name: "ebook-generation.ebook-requested",
  says: "Somebody asked for a book; its plan is made and its pages wait to be drawn.",
  tells: (p) => sentences.requested(p.pageCount, p.themeName ?? p.themeId, p.audience),
  payload: z.object({
    ebookId: id,
    title: z.string(),
    author: z.string().nullable(),
    themeId: z.string(),
    /** Absent in events from before there was a dashboard. */
    themeName: z.string().optional(),
    audience: z.string(),
    pageCount: z.int(),
    trim: z.string(),
    seed: z.int(),
    coverModel: z.string(),
    pageModel: z.string(),
    simulated: z.boolean(),
    /** About what it was said to cost; null: a model had no price; absent in events from before it was told. */
    estimate: z.object({ amount: usd, low: usd, high: usd }).nullish(),
  }),
  ...ofEbook,
})

export const EbookGenerationStarted = defineEvent({
  name: "ebook-generation.ebook-generation-started",
  says: "The first page of the book is being drawn.",
  tells: () => sentences.started,
  payload: z.object({ ebookId: id }),
  ...ofEbook,
})

export const EbookPaused = defineEvent({
  name: "ebook-generation.ebook-paused",
  says: "The book stands still, by hand or for a reason that a person has to mend; pages under way are finished.",
  tells: (p) => sentences.paused(p.reasonCode),
  payload: z.object({ ebookId: id, reasonCode: z.string(), reasonMessage: z.string() }),
  ...ofEbook,
})

export const EbookResumed = defineEvent({
  name: "ebook-generation.ebook-resumed",
  says: "The book goes on with the pages that are missing; those that had failed wait to be drawn again.",
  tells: () => sentences.resumed,
  payload: z.object({ ebookId: id }),
  ...ofEbook,
})

export const TokensConsumed = defineEvent({
  name: "ebook-generation.tokens-consumed",
  says: "An attempt's answer arrived, kept or not; a late one closes an earlier AttemptOutcomeUnknown.",
  tells: (p) => sentences.answered(p.outcome, tokensTold(p.usage)),
  payload: z.object({
    ...attempt,
    /** The model that served, which may not be the one asked for. */
    model: z.string(),
    provider: z.string().nullable(),
    outcome: z.enum(OUTCOMES).exclude(["unknown"]),
    imagesReturned: z.int().min(0).nullable(),
    /** The provider's usage exactly as it came: JSON text, so that no digit is lost; null if there was none. */
    usage: z.string().nullable(),
    /** Absent in old events. An HTTP error is not billed. */
    httpStatus: z.int().optional(),
    /** The size tier that was asked for by name, in lower case ("2k"); absent: none. */
    variant: z.string().optional(),
    /** What came back, in millions of pixels as exact decimal text; absent where it could not be read. */
    megapixels: decimalText.optional(),
  }),
  ...ofAttempt,
})

export const AttemptOutcomeUnknown = defineEvent({
  name: "ebook-generation.attempt-outcome-unknown",
  says: "An attempt was sent and its answer is lost: it may have been charged.",
  tells: () => sentences.outcomeUnknown,
  payload: z.object(attempt),
  ...ofAttempt,
})

export const PageIllustrated = defineEvent({
  name: "ebook-generation.page-illustrated",
  says: "A page has its picture.",
  tells: (p) => sentences.drawn(p),
  payload: z.object({
    ebookId: id,
    pageNumber: z.int().min(0),
    kind: z.enum(["cover", "content", "back-cover"]),
    /** null: composed here, without an attempt. */
    attemptId: id.nullable(),
    imageKey: z.string(),
  }),
  ...ofEbook,
  correlation: (p: { ebookId: string; attemptId: string | null }) => ({
    ebookId: p.ebookId,
    ...(p.attemptId === null ? {} : { attemptId: p.attemptId }),
  }),
})

export const PageFailed = defineEvent({
  name: "ebook-generation.page-failed",
  says: "A page used up its attempts, or cannot be drawn at all; the other pages go on.",
  tells: (p) => sentences.pageFailed(p, p.problem),
  payload: z.object({
    ebookId: id,
    pageNumber: z.int().min(0),
    kind: z.enum(["cover", "content", "back-cover"]),
    problem: z.string().nullable(),
  }),
  ...ofEbook,
})

export const EbookGenerated = defineEvent({
  name: "ebook-generation.ebook-generated",
  says: "Every page of the book is drawn; it is a draft now.",
  tells: (p) => sentences.finished(p),
  payload: z.object(ended),
  ...ofEbook,
})

export const EbookGenerationFailed = defineEvent({
  name: "ebook-generation.ebook-generation-failed",
  says: "The book ended with pages that could not be drawn; what was paid for is kept.",
  tells: (p) => sentences.failed(p, p.failedPages.length),
  payload: z.object({ ...ended, failedPages: z.array(z.int().min(0)) }),
  ...ofEbook,
})

export const EbookCancelled = defineEvent({
  name: "ebook-generation.ebook-cancelled",
  says: "Somebody cancelled the book; calls under way are still counted when they answer.",
  tells: (p) => sentences.cancelled(p),
  payload: z.object(ended),
  ...ofEbook,
})

export const EbookRenamed = defineEvent({
  name: "ebook-generation.ebook-renamed",
  says: "The book has another title or author.",
  tells: (p) => sentences.renamed(p.title),
  payload: z.object({ ebookId: id, title: z.string(), author: z.string().nullable() }),
  ...ofEbook,
})

export const EbookDeleted = defineEvent({
  name: "ebook-generation.ebook-deleted",
  says: "Somebody deleted the book: it is no longer shown. Its costs stay.",
  tells: () => sentences.deleted,
  payload: z.object({ ebookId: id }),
  ...ofEbook,
})

export const EbookRestored = defineEvent({
  name: "ebook-generation.ebook-restored",
  says: "Somebody took the deletion back: the book is shown again as it was left.",
  tells: () => sentences.restored,
  payload: z.object({ ebookId: id }),
  ...ofEbook,
})
