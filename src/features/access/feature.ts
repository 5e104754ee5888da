import type { Hono } from "hono"
import type { Db, Migrations } from "../../shared/database/database.ts"
import type { Log } from "../../shared/log.ts"
import type { Authenticate, Env } from "../../shared/web/context.ts"
import { createAuthenticate } from "./authenticate.ts"
import type { Auth } from "./better-auth.ts"
import { ensureFirstAdministrator } from "./first-administrator.ts"
import { createPages } from "./routes.ts"
import { signIn } from "./sign-in.ts"

type AccessDeps = {
  db: Db
  log: Log
  /** Signs the session cookies; 32 bytes or more. */
  secret: string
  /** What links say; with https the cookies are Secure. */
  baseUrl: string
  /** COLOPHON_API_KEY. */
  apiKey: string | null
}

export type Access = {
  authenticate: Authenticate
  pages: Hono<Env>
  api: null
  subscriptions: []
  migrations: Migrations
  ensureFirstAdministrator(email: string, password: string): Promise<"created" | "exists">
}

export function access({ db, log, secret, baseUrl, apiKey }: AccessDeps): Access {
  // Loaded when somebody signs in or shows a cookie: 0.2 s and 13 MB that a worker or the API never need.
  let loading: Promise<Auth> | null = null
  const auth = () => {
    loading ??= import("./better-auth.ts").then(({ createAuth }) => createAuth({ db, log, secret, baseUrl }))
    return loading
  }
  const authenticate = createAuthenticate(auth, apiKey)
  return {
    authenticate,
    pages: createPages({
      authenticate,
      signIn: (pair, from) => signIn({ db, log, auth }, pair, from),
      signOut: async (cookie) => (await auth()).signOut(cookie),
      behindProxy: baseUrl.startsWith("https://"),
    }),
    api: null,
    subscriptions: [],
    migrations: { schema: "access", folder: new URL("./migrations/", import.meta.url) },
    ensureFirstAdministrator: (email, password) =>
      ensureFirstAdministrator(db, async (text) => (await auth()).hash(text), { email, password }),
  }
}
