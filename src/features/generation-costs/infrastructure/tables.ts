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
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core"

import type { BookEstimate } from "../domain/estimate.ts"

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const schema = pgSchema("generation_costs")

/** What one attempt was charged. The database refuses UPDATE, DELETE and TRUNCATE. Amounts are US dollars, exact; null is unknown. */
export const charges = schema.table(
  "charges",
  {
    attemptId: text("attempt_id").primaryKey(),
    generationId: text("generation_id").notNull(),
    ebookId: text("ebook_id"),
    pages: integer("pages").array().notNull(),
    purpose: text("purpose").notNull(),
    route: text("route").notNull(),
    model: text("model").notNull(),
    requestedModel: text("requested_model").notNull(),
    provider: text("provider"),
    outcome: text("outcome").notNull(),
    /** What the provider answered with; null: not told. */
    httpStatus: integer("http_status"),
    occurredAt: instant("occurred_at").notNull(),
    imagesReturned: integer("images_returned"),
    /** The size tier asked for, such as 2k, and the megapixels that came back; null: not told. */
    variant: text("variant"),
    megapixels: numeric("megapixels"),
    /** Verbatim JSON text as the provider sent it. */
    usage: text("usage"),
    amount: numeric("amount"),
    source: text("source", { enum: ["provider", "local"] }),
    reported: numeric("reported"),
    computed: numeric("computed"),
    simulated: boolean("simulated").notNull(),
    /** SHA-256 of what was reported, so that the same attempt told differently is seen. */
    fingerprint: text("fingerprint").notNull(),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (t) => [
    index("charges_ebook").on(t.ebookId),
    /** Which attempt at the same thing came first. */
    index("charges_generation").on(t.generationId, t.simulated, t.occurredAt, t.attemptId),
    /** What like attempts cost of late, for the next hold. */
    index("charges_like").on(t.requestedModel, t.purpose, t.simulated, t.occurredAt.desc()),
  ],
)

/** Disjoint parts of a charge's usage, each on one meter, with the price it was computed from. Immutable like its charge. */
export const usageLines = schema.table(
  "usage_lines",
  {
    attemptId: text("attempt_id").notNull(),
    position: integer("position").notNull(),
    meter: text("meter").notNull(),
    quantity: numeric("quantity").notNull(),
    unit: text("unit").notNull(),
    unitPrice: numeric("unit_price"),
    amount: numeric("amount"),
    priceVersionId: bigint("price_version_id", { mode: "number" }),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.position] })],
)

/** Attempts whose answer was lost. `resolvedAt` is set by the charge that closes one. */
export const unresolvedAttempts = schema.table(
  "unresolved_attempts",
  {
    attemptId: text("attempt_id").primaryKey(),
    generationId: text("generation_id").notNull(),
    ebookId: text("ebook_id"),
    pages: integer("pages").array().notNull(),
    purpose: text("purpose").notNull(),
    route: text("route").notNull(),
    requestedModel: text("requested_model").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    simulated: boolean("simulated").notNull(),
    /** What an outside report said of its usage all the same; it counts for nothing until somebody resolves the attempt. */
    usage: text("usage"),
    fingerprint: text("fingerprint").notNull(),
    resolvedAt: instant("resolved_at"),
  },
  (t) => [
    index("unresolved_ebook").on(t.ebookId),
    index("unresolved_generation").on(t.generationId, t.simulated, t.occurredAt, t.attemptId),
  ],
)

/** The expected cost of a call under way, blocked until its charge is recorded or it turns out not to have been sent. */
export const holds = schema.table(
  "holds",
  {
    attemptId: text("attempt_id").primaryKey(),
    ebookId: text("ebook_id").notNull(),
    model: text("model").notNull(),
    amount: numeric("amount"),
    simulated: boolean("simulated").notNull(),
    reservedAt: instant("reserved_at").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [index("holds_open").on(t.simulated, t.ebookId).where(sql`closed_at is null`)],
)

/** Which attempt's picture a page keeps. `imageKey`: in the asset store; null where only the money was reported to us. */
export const keptPages = schema.table(
  "kept_pages",
  {
    ebookId: text("ebook_id").notNull(),
    pageNumber: integer("page_number").notNull(),
    attemptId: text("attempt_id").notNull(),
    imageKey: text("image_key"),
  },
  (t) => [primaryKey({ columns: [t.ebookId, t.pageNumber] }), index("kept_pages_attempt").on(t.attemptId)],
)

/** What the ledger knows of a book: copied from its events, which may come late or never. */
export const ebooks = schema.table("ebooks", {
  ebookId: text("ebook_id").primaryKey(),
  title: text("title"),
  themeId: text("theme_id"),
  simulated: boolean("simulated"),
  requestedAt: instant("requested_at"),
  /** About what it was said to cost when it was asked for, US dollars as text; null: nobody said. */
  estimate: jsonb("estimate").$type<BookEstimate>(),
  /** Since when nobody can look at it any more; its costs stay. */
  deletedAt: instant("deleted_at"),
  /** Set when the book ended: how many attempts the ledger must have counted, and what was reported for them. */
  attemptCount: integer("attempt_count"),
  reportedTotal: numeric("reported_total"),
  /** The attempt count for which the total was last said. */
  calculatedFor: integer("calculated_for"),
  /** How many of them had no answer then, resolved by hand or not: a late answer makes it fewer, and the total is said again. */
  calculatedUnresolved: integer("calculated_unresolved"),
})

/**
 * The price book: append-only. A price holds from `validFrom` until a later version of the same key, or until `validTo`
 * where one is set; an operator's own price wins over a fetched one for the time it covers.
 */
export const priceVersions = schema.table(
  "price_versions",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    model: text("model").notNull(),
    /** Who serves the model, as OpenRouter calls it; empty: whoever does. */
    provider: text("provider").notNull().default(""),
    meter: text("meter").notNull(),
    /** The size tier it is for, such as 2k; empty: all. */
    variant: text("variant").notNull().default(""),
    unit: text("unit").notNull(),
    /** US dollars for one unit; null: from then on nobody knows. */
    unitPrice: numeric("unit_price"),
    /** When it holds, in the provider's own words (an entry of `overrides`); null: always. */
    condition: jsonb("condition"),
    validFrom: instant("valid_from").notNull(),
    validTo: instant("valid_to"),
    origin: text("origin", { enum: ["snapshot", "provider", "operator"] })
      .notNull()
      .default("provider"),
    source: text("source").notNull(),
    /** Who entered an operator's own price. */
    author: text("author"),
    fetchedAt: instant("fetched_at").notNull(),
  },
  (t) => [index("price_versions_key").on(t.model, t.meter, t.validFrom.desc())],
)

/** The same attempt reported with other content: kept to be looked at, never booked. */
export const conflicts = schema.table(
  "conflicts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    attemptId: text("attempt_id").notNull(),
    fingerprint: text("fingerprint").notNull(),
    received: text("received").notNull(),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (t) => [unique("conflicts_content").on(t.attemptId, t.fingerprint)],
)

/**
 * What was added to the cost of an attempt after the fact. Append-only; the latest one tells what the attempt costs now.
 * A resolution says what became of an attempt whose answer is lost, and counts only until its answer comes after all.
 */
export const adjustments = schema.table(
  "adjustments",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    attemptId: text("attempt_id").notNull(),
    kind: text("kind", { enum: ["repricing", "repricing-undone", "resolution"] }).notNull(),
    /** Signed US dollars: what it changes the known cost by. */
    amount: numeric("amount").notNull(),
    /** What the attempt costs from then on; null is unknown. */
    amountAfter: numeric("amount_after"),
    /** The usage lines with the prices it was computed from, as `GET /costs/attempts/{id}` tells lines; null: it was not computed. */
    lines: jsonb("lines"),
    reason: text("reason").notNull(),
    author: text("author").notNull(),
    repricingId: bigint("repricing_id", { mode: "number" }),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    index("adjustments_attempt").on(t.attemptId, t.id.desc()),
    uniqueIndex("adjustments_repricing").on(t.repricingId, t.kind, t.attemptId),
  ],
)

/** A repricing that was applied: charges of a time computed again with the prices known by then. Amounts are US dollars. */
export const repricings = schema.table("repricings", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  from: instant("from_at").notNull(),
  to: instant("to_at").notNull(),
  model: text("model"),
  simulated: boolean("simulated").notNull(),
  charges: integer("charges").notNull(),
  /** What the known costs changed by, and by how many fewer charges are unpriced. */
  amount: numeric("amount").notNull(),
  priced: integer("priced").notNull(),
  author: text("author").notNull(),
  appliedAt: instant("applied_at").notNull(),
  undoneAt: instant("undone_at"),
  undoneBy: text("undone_by"),
})

/** What can be added up, of one attempt or of many. Amounts are US dollars. */
const measures = () => ({
  attempts: integer("attempts").notNull(),
  generations: integer("generations").notNull(),
  unpriced: integer("unpriced").notNull(),
  unresolved: integer("unresolved").notNull(),
  wasted: integer("wasted").notNull(),
  keptPages: integer("kept_pages").notNull(),
  images: integer("images").notNull(),
  /** Charges whose usage was told, and the tokens in it. */
  told: integer("told").notNull(),
  tokens: numeric("tokens").notNull(),
  amount: numeric("amount").notNull(),
  waste: numeric("waste").notNull(),
})

/**
 * What each attempt counts for now: derived from everything above by `recount.ts` alone, and so rebuildable. Its `amount`
 * is 0 while it is unpriced or unresolved; a generation counts with its first attempt.
 */
export const standings = schema.table(
  "standings",
  {
    attemptId: text("attempt_id").primaryKey(),
    generationId: text("generation_id").notNull(),
    ebookId: text("ebook_id"),
    themeId: text("theme_id"),
    pages: integer("pages").array().notNull(),
    purpose: text("purpose").notNull(),
    /** The model that served; while the answer is lost, the one asked for. */
    model: text("model").notNull(),
    outcome: text("outcome").notNull(),
    /** Why it gave no kept image; null: it did, or may yet. */
    wasteReason: text("waste_reason"),
    occurredAt: instant("occurred_at").notNull(),
    simulated: boolean("simulated").notNull(),
    ...measures(),
  },
  (t) => [
    index("standings_newest").on(t.simulated, t.occurredAt.desc(), t.attemptId),
    index("standings_ebook").on(t.ebookId, t.occurredAt.desc(), t.attemptId),
    index("standings_model").on(t.simulated, t.model, t.occurredAt.desc(), t.attemptId),
    index("standings_purpose").on(t.simulated, t.purpose, t.occurredAt.desc(), t.attemptId),
    index("standings_outcome").on(t.simulated, t.outcome, t.occurredAt.desc(), t.attemptId),
    index("standings_theme").on(t.simulated, t.themeId, t.occurredAt.desc(), t.attemptId),
    index("standings_waste")
      .on(t.simulated, t.wasteReason, t.occurredAt.desc(), t.attemptId)
      .where(sql`waste_reason is not null`),
    index("standings_unpriced").on(t.simulated, t.occurredAt.desc(), t.attemptId).where(sql`unpriced = 1`),
    index("standings_unresolved").on(t.simulated, t.occurredAt.desc(), t.attemptId).where(sql`unresolved = 1`),
    index("standings_first").on(t.generationId, t.simulated).where(sql`generations = 1`),
  ],
)

/**
 * The sums of `standings`, by quarter of an hour, hour, UTC day and thirty days (`grain` in minutes), each cut four ways: `all` of it, by
 * model × purpose × outcome × reason of waste (`parts`), by `theme`, by `ebook`. An empty name is no name.
 */
export const rollups = schema.table(
  "rollups",
  {
    simulated: boolean("simulated").notNull(),
    cut: text("cut", { enum: ["all", "parts", "theme", "ebook"] }).notNull(),
    grain: integer("grain").notNull(),
    bucket: instant("bucket").notNull(),
    model: text("model").notNull(),
    purpose: text("purpose").notNull(),
    outcome: text("outcome").notNull(),
    wasteReason: text("waste_reason").notNull(),
    themeId: text("theme_id").notNull(),
    ebookId: text("ebook_id").notNull(),
    ...measures(),
  },
  (t) => [
    primaryKey({
      name: "rollups_key",
      columns: [
        t.simulated,
        t.cut,
        t.grain,
        t.bucket,
        t.ebookId,
        t.themeId,
        t.model,
        t.purpose,
        t.outcome,
        t.wasteReason,
      ],
    }),
    index("rollups_ebook").on(t.ebookId, t.simulated, t.grain, t.bucket).where(sql`cut = 'ebook'`),
  ],
)

/** From when to when a book cost something, in one kind of money: where a list of books by time begins. */
export const ebookSpans = schema.table(
  "ebook_spans",
  {
    simulated: boolean("simulated").notNull(),
    ebookId: text("ebook_id").notNull(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.simulated, t.ebookId] }),
    index("ebook_spans_newest").on(t.simulated, t.firstAt.desc(), t.ebookId),
  ],
)

/**
 * What `recount.ts` has to look at again: an attempt, a page of a book, or a whole book. Written by the database itself
 * with every change of the ledger, so that no change can be forgotten.
 */
export const marks = schema.table("marks", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  attemptId: text("attempt_id"),
  ebookId: text("ebook_id"),
  page: integer("page"),
})

/** Each time the ledger was proved: what was added up how, and every difference that was found. */
export const proofs = schema.table("proofs", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  provedAt: instant("proved_at").notNull(),
  tookMs: integer("took_ms").notNull(),
  agrees: boolean("agrees").notNull(),
  result: jsonb("result").notNull(),
})
