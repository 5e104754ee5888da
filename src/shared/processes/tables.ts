import { boolean, integer, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core"

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const schema = pgSchema("processes")

/** One row per process of this installation, written anew with every beat; the times are the database's. */
export const heartbeats = schema.table("heartbeats", {
  id: uuid("id").primaryKey(),
  role: text("role", { enum: ["all", "web", "worker"] }).notNull(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  version: text("version").notNull(),
  concurrency: integer("concurrency").notNull(),
  /** It draws and has a key, so that real books can go on. */
  drawsReal: boolean("draws_real").notNull(),
  startedAt: instant("started_at").notNull().defaultNow(),
  seenAt: instant("seen_at").notNull().defaultNow(),
})
