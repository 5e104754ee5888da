import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgSchema,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core"
import { ROUTES } from "../../../shared/model-list.ts"
import type { Estimate } from "../domain/ports.ts"
import type { Audience } from "../domain/theme.ts"
import type { Trim } from "../domain/trim.ts"

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const schema = pgSchema("ebook_generation")

export const EBOOK_STATUSES = ["requested", "generating", "paused", "draft", "failed", "cancelled"] as const
export type EbookStatus = (typeof EBOOK_STATUSES)[number]

export const ebooks = schema.table(
  "ebooks",
  {
    id: text("id").primaryKey(),
    title: text("title").notNull(),
    author: text("author"),
    themeId: text("theme_id").notNull(),
    audience: text("audience").$type<Audience>().notNull(),
    pageCount: integer("page_count").notNull(),
    trim: text("trim").$type<Trim>().notNull(),
    seed: bigint("seed", { mode: "number" }).notNull(),
    coverModel: text("cover_model").notNull(),
    pageModel: text("page_model").notNull(),
    /** From the request on: a real book never meets the sandbox, a simulated one never a paid provider. */
    simulated: boolean("simulated").notNull(),
    estimate: jsonb("estimate").$type<Estimate | null>(),
    status: text("status", { enum: EBOOK_STATUSES }).notNull().default("requested"),
    /** Why it is paused or failed. */
    reasonCode: text("reason_code"),
    reasonMessage: text("reason_message"),
    requestedAt: instant("requested_at").notNull(),
    endedAt: instant("ended_at"),
    hiddenAt: instant("hidden_at"),
  },
  (t) => [
    index("ebooks_newest").on(t.requestedAt.desc()).where(sql`hidden_at is null`),
    index("ebooks_at_work").on(t.requestedAt).where(sql`status in ('requested', 'generating')`),
  ],
)

export const PAGE_STATUSES = ["waiting", "drawing", "drawn", "failed"] as const

export const pages = schema.table(
  "pages",
  {
    ebookId: text("ebook_id").notNull(),
    /** 0 the cover, 1..n content, n + 1 the back cover. */
    number: integer("number").notNull(),
    kind: text("kind", { enum: ["cover", "content", "back-cover"] }).notNull(),
    prompt: text("prompt").notNull(),
    status: text("status", { enum: PAGE_STATUSES }).notNull().default("waiting"),
    /** Attempts since the book was asked for or resumed; six are the limit. */
    tries: integer("tries").notNull().default(0),
    nextAt: instant("next_at").notNull().defaultNow(),
    /** The fence: counts claims, and only the holder of the newest one may write the page. */
    token: integer("token").notNull().default(0),
    leaseUntil: instant("lease_until"),
    drawingSince: instant("drawing_since"),
    imageKey: text("image_key"),
    attemptId: text("attempt_id"),
    problem: text("problem"),
  },
  (t) => [
    primaryKey({ columns: [t.ebookId, t.number] }),
    index("pages_waiting").on(t.nextAt).where(sql`status = 'waiting'`),
    index("pages_drawing").on(t.leaseUntil).where(sql`status = 'drawing'`),
  ],
)

/** One HTTP request to a provider each; the row exists before it is sent. */
export const attempts = schema.table(
  "attempts",
  {
    id: text("id").primaryKey(),
    generationId: text("generation_id").notNull(),
    ebookId: text("ebook_id").notNull(),
    pageNumber: integer("page_number").notNull(),
    token: integer("token").notNull(),
    /** `released`: it never left this machine. `unknown`: sent, answer lost. */
    status: text("status", { enum: ["sent", "ended", "unknown", "released"] }).notNull(),
    outcome: text("outcome"),
    purpose: text("purpose").notNull(),
    requestedModel: text("requested_model").notNull(),
    model: text("model"),
    route: text("route", { enum: ROUTES }).notNull().default("images"),
    /** The exact body that was sent. */
    request: text("request").notNull(),
    heldAmount: numeric("held_amount"),
    httpStatus: integer("http_status"),
    /** The provider's own id of what it made, where it told one: by it a charge is looked up. */
    providerGenerationId: text("provider_generation_id"),
    usage: text("usage"),
    /** usage.cost as it stands there; null where it cannot be read. */
    reported: numeric("reported"),
    problem: text("problem"),
    sentAt: instant("sent_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [index("attempts_page").on(t.ebookId, t.pageNumber, t.sentAt)],
)

/** What the ledger says an attempt cost, copied from its events to stand on the book's page. */
export const attemptCosts = schema.table(
  "attempt_costs",
  {
    attemptId: text("attempt_id").primaryKey(),
    ebookId: text("ebook_id").notNull(),
    pages: integer("pages").array().notNull(),
    /** US dollars; null is unknown. */
    amount: numeric("amount"),
    simulated: boolean("simulated").notNull(),
  },
  (t) => [index("attempt_costs_ebook").on(t.ebookId)],
)

/** The same Idempotency-Key gets the same book. */
export const idempotencyKeys = schema.table("idempotency_keys", {
  key: text("key").primaryKey(),
  requestHash: text("request_hash").notNull(),
  ebookId: text("ebook_id").notNull(),
})
