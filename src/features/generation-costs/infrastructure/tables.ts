import {
  bigint,
  boolean,
  index,
  integer,
  numeric,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core"

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
    occurredAt: instant("occurred_at").notNull(),
    imagesReturned: integer("images_returned"),
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
    index("charges_newest").on(t.simulated, t.occurredAt.desc(), t.attemptId),
    index("charges_ebook").on(t.ebookId, t.occurredAt.desc()),
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
  (t) => [index("unresolved_ebook").on(t.ebookId)],
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
  (t) => [index("holds_ebook").on(t.ebookId)],
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
  /** Since when nobody can look at it any more; its costs stay. */
  deletedAt: instant("deleted_at"),
  /** Set when the book ended: how many attempts the ledger must have counted, and what was reported for them. */
  attemptCount: integer("attempt_count"),
  reportedTotal: numeric("reported_total"),
  /** The attempt count for which the total was last said. */
  calculatedFor: integer("calculated_for"),
  /** How many of them were unresolved then: a late answer makes it fewer, and the total is said again. */
  calculatedUnresolved: integer("calculated_unresolved"),
})

/** The price book: append-only. A price holds from `validFrom` until a later version of the same key. */
export const priceVersions = schema.table(
  "price_versions",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    model: text("model").notNull(),
    meter: text("meter").notNull(),
    unit: text("unit").notNull(),
    unitPrice: numeric("unit_price").notNull(),
    validFrom: instant("valid_from").notNull(),
    source: text("source").notNull(),
    fetchedAt: instant("fetched_at").notNull(),
  },
  (t) => [unique("price_versions_key").on(t.model, t.meter, t.validFrom)],
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
