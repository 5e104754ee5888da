import { isNull } from "drizzle-orm"
import { boolean, index, integer, pgSchema, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core"

const instant = (name: string) => timestamp(name, { withTimezone: true })
const createdAt = instant("created_at").notNull().defaultNow()
const updatedAt = instant("updated_at").notNull().defaultNow()

export const schema = pgSchema("access")

/** Who may come in. The property names of this and the next three tables are better-auth's. */
export const users = schema.table("users", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  createdAt,
  updatedAt,
  /** Null until they sign in. */
  lastSignInAt: instant("last_sign_in_at"),
  /** True for the first one made, null for all others: unique, so that two makers at once make one. */
  firstAdministrator: boolean("first_administrator").unique("users_one_first_administrator"),
})

const userId = text("user_id")
  .notNull()
  .references(() => users.id, { onDelete: "cascade" })

/** One row per signed-in browser. The token alone opens nothing: the cookie carries it signed with the session secret. */
export const sessions = schema.table(
  "sessions",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId,
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt,
    updatedAt,
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expiry").on(t.expiresAt)],
)

/** How a user proves who they are: the scrypt hash of a password, or an account elsewhere. */
export const accounts = schema.table(
  "accounts",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId,
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt,
    updatedAt,
  },
  (t) => [index("accounts_user").on(t.userId)],
)

/** Asked for by better-auth; empty until a way in needs a second step. */
export const verifications = schema.table(
  "verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt,
    updatedAt,
  },
  (t) => [index("verifications_identifier").on(t.identifier)],
)

/** Wrong tries at signing in, per account and per network address, both as SHA-256. */
export const rateLimit = schema.table(
  "rate_limit",
  {
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    lastTryAt: instant("last_try_at").notNull(),
  },
  (t) => [index("rate_limit_age").on(t.lastTryAt)],
)

/** Open the page that makes the first administrator; only the SHA-256 of what the link carries is kept. */
export const setUpLinks = schema.table("set_up_links", {
  hash: text("hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
})

/** Programs that may come in. Of the key itself only its SHA-256 and how it begins are kept. */
export const apiKeys = schema.table(
  "api_keys",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    hash: text("hash").notNull().unique(),
    beginning: text("beginning").notNull(),
    /** As the person was called then; null: by the command line. */
    createdBy: text("created_by"),
    createdAt,
    /** To the minute; null: never. */
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [uniqueIndex("api_keys_name_in_force").on(t.name).where(isNull(t.revokedAt))],
)
