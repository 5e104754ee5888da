import { sql } from "drizzle-orm"
import { boolean, index, integer, numeric, pgSchema, primaryKey, text, timestamp } from "drizzle-orm/pg-core"

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const schema = pgSchema("ebook_catalog")

/** A book as the dashboard shows it. Any event of it may come first: it is listed once it is known what was asked for. */
export const ebooks = schema.table("ebooks", {
  id: text("id").primaryKey(),
  title: text("title"),
  author: text("author"),
  theme: text("theme"),
  /** Title and author as they are searched and sorted: see `foldForSearch`. */
  searched: text("searched").notNull().default(""),
  trim: text("trim"),
  /** Both covers included. */
  sheetCount: integer("sheet_count").notNull().default(0),
  simulated: boolean("simulated").notNull().default(false),
  requestedAt: instant("requested_at"),
  status: text("status").notNull().default("requested"),
  /** Why it is paused. */
  reasonCode: text("reason_code"),
  drawnCount: integer("drawn_count").notNull().default(0),
  coverKey: text("cover_key"),
  deleted: boolean("deleted").notNull().default(false),
  updatedAt: instant("updated_at").notNull(),
})

/** Pages that have a picture or were given up; all others wait. 0 is the cover, the last number the back cover. */
export const pages = schema.table(
  "pages",
  {
    ebookId: text("ebook_id").notNull(),
    number: integer("number").notNull(),
    status: text("status", { enum: ["drawn", "failed"] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.ebookId, t.number] })],
)

/** Attempts that are charged, or whose answer is lost; a charge closes a lost answer, whichever is heard first. */
export const attempts = schema.table(
  "attempts",
  {
    id: text("id").primaryKey(),
    ebookId: text("ebook_id"),
    pages: integer("pages").array().notNull(),
    simulated: boolean("simulated").notNull(),
    /** When it was sent. */
    occurredAt: instant("occurred_at").notNull(),
    charged: boolean("charged").notNull(),
    /** US dollars; null is unknown. */
    amount: numeric("amount"),
  },
  (t) => [
    // Holds all that a month's sum needs, so that it never visits the rows.
    index("attempts_month").on(t.simulated, t.occurredAt, t.charged, t.amount),
    index("attempts_lost").on(t.ebookId).where(sql`not charged`),
  ],
)

/** Sums of a book's attempts, real and simulated apart: the table of books sorts by them. */
export const ebookCosts = schema.table(
  "ebook_costs",
  {
    ebookId: text("ebook_id").notNull(),
    simulated: boolean("simulated").notNull(),
    amount: numeric("amount").notNull().default("0"),
    chargedCount: integer("charged_count").notNull().default(0),
    unpricedCount: integer("unpriced_count").notNull().default(0),
    unresolvedCount: integer("unresolved_count").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.ebookId, t.simulated] })],
)
