import type { z } from "zod"
import {
  AttemptOutcomeUnknown,
  EbookGenerated,
  EbookRequested,
  PageIllustrated,
  TokensConsumed,
} from "../../../src/features/ebook-generation/events.ts"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"

type Consumed = z.infer<typeof TokensConsumed.payload>

/** When the examples below are said. */
export const SAID_AT = new Date("2026-06-01T10:00:05Z")

const attempt = {
  attemptId: "attempt-1",
  generationId: "generation-1",
  ebookId: "book-1",
  pages: [1],
  purpose: "page",
  route: "images" as const,
  requestedModel: "google/gemini-2.5-flash-image",
  occurredAt: "2026-06-01T10:00:00Z",
  simulated: false,
}

/** What the provider says of a picture that cost so much; US dollars, text. */
export const usageOf = (cost: string) =>
  `{"prompt_tokens":81,"completion_tokens":1290,"cost":${cost},"completion_tokens_details":{"image_tokens":1290}}`

/** A page of book-1 that was drawn, reported as $0.0387243, unless told otherwise. */
export const consumed = (told: Partial<Consumed>): DomainEvent =>
  TokensConsumed.of(
    {
      ...attempt,
      model: "google/gemini-2.5-flash-image",
      provider: null,
      outcome: "succeeded",
      imagesReturned: 1,
      usage: usageOf("0.0387243"),
      ...told,
    },
    SAID_AT,
  )

export const lost = (told: Partial<z.infer<typeof AttemptOutcomeUnknown.payload>>): DomainEvent =>
  AttemptOutcomeUnknown.of({ ...attempt, ...told }, SAID_AT)

export const illustrated = (pageNumber: number, attemptId: string | null, ebookId = "book-1"): DomainEvent =>
  PageIllustrated.of({ ebookId, pageNumber, kind: "content", attemptId, imageKey: "key" }, SAID_AT)

export const generated = (attemptCount: number, reportedTotal: string | null, ebookId = "book-1"): DomainEvent =>
  EbookGenerated.of({ ebookId, attemptCount, reportedTotal }, SAID_AT)

export const requested = (told: Partial<z.infer<typeof EbookRequested.payload>>): DomainEvent =>
  EbookRequested.of(
    {
      ebookId: "book-1",
      title: "Mandalas",
      author: null,
      themeId: "mandalas",
      audience: "adults",
      pageCount: 24,
      trim: "8.5x11",
      seed: 1,
      coverModel: "google/gemini-3-pro-image",
      pageModel: "google/gemini-2.5-flash-image",
      simulated: false,
      ...told,
    },
    SAID_AT,
  )
