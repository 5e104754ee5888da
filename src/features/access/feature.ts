import type { Command } from "commander"
import { Hono } from "hono"
import type { Db, Migrations } from "../../shared/database/database.ts"
import type { Installation } from "../../shared/installation.ts"
import type { Log } from "../../shared/log.ts"
import type { Authenticate, Env } from "../../shared/web/context.ts"
import { createAuthenticate } from "./infrastructure/authenticate.ts"
import type { Auth } from "./infrastructure/better-auth.ts"
import { ensureFirstAdministrator } from "./infrastructure/first-administrator.ts"
import { keyOpener } from "./infrastructure/open-with-key.ts"
import { makeSetUpToken } from "./infrastructure/set-up-links.ts"
import { apiKeyCommands } from "./presentation/api-key-commands.ts"
import { loginRoutes } from "./presentation/login-routes.ts"
import { personRoutes } from "./presentation/person-routes.ts"
import { setUpRoutes } from "./presentation/set-up-routes.ts"
import { settingsRoutes } from "./presentation/settings-routes.ts"
import { userCommands } from "./presentation/user-commands.ts"

type AccessDeps = {
  db: Db
  log: Log
  /** Signs the session cookies; 32 bytes or more. */
  secret: string
  /** What links say; with https the cookies are Secure. */
  baseUrl: string
  /** COLOPHON_API_KEY. */
  apiKey: string | null
  /** What the settings page shows of it all. */
  installation: () => Promise<Installation>
}

export type Access = {
  authenticate: Authenticate
  pages: Hono<Env>
  api: null
  subscriptions: []
  migrations: Migrations
  commands(): Command[]
  ensureFirstAdministrator(email: string, password: string): Promise<"created" | "exists">
  /** An address that makes the first account, once, within 30 minutes; null where there is one. */
  setUpLink(): Promise<string | null>
}

export function access({ db, log, secret, baseUrl, apiKey, installation }: AccessDeps): Access {
  // Loaded when somebody signs in or shows a cookie: 0.2 s and 13 MB that a worker or the API never need.
  let loading: Promise<Auth> | null = null
  const auth = () => {
    loading ??= import("./infrastructure/better-auth.ts").then(({ createAuth }) =>
      createAuth({ db, log, secret, baseUrl }),
    )
    return loading
  }
  const authenticate = createAuthenticate({ auth, apiKey, openWithKey: keyOpener({ db, log }) })
  const deps = { db, log, auth, authenticate, installation, behindProxy: baseUrl.startsWith("https://") }
  const pages = new Hono<Env>()
  for (const routes of [loginRoutes, setUpRoutes, settingsRoutes, personRoutes]) pages.route("/", routes(deps))
  return {
    authenticate,
    pages,
    api: null,
    subscriptions: [],
    migrations: { schema: "access", folder: new URL("./infrastructure/migrations/", import.meta.url) },
    commands: () => [userCommands(deps), apiKeyCommands(db)],
    ensureFirstAdministrator: (email, password) =>
      ensureFirstAdministrator(db, async (text) => (await auth()).hash(text), { email, password }),
    async setUpLink() {
      const token = await makeSetUpToken(db)
      return token === null ? null : `${baseUrl}/setup?token=${token}`
    },
  }
}
