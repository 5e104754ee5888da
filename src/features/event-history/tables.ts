import { pgSchema, text } from "drizzle-orm/pg-core"

export const schema = pgSchema("event_history")

/** Books by their titles, so that they can be named and asked for; ids sort by the time a book was asked for. */
export const ebooks = schema.table("ebooks", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
})
