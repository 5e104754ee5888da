import { drizzleAdapter } from "better-auth/adapters/drizzle"
import { isAPIError } from "better-auth/api"
import { betterAuth } from "better-auth/minimal"
import type { Db } from "../../../shared/database/database.ts"
import { quietly, withoutParameters } from "../../../shared/errors.ts"
import type { Log } from "../../../shared/log.ts"
import { PASSWORD_LENGTH } from "../domain/password.ts"
import { accounts, sessions, users, verifications } from "./tables.ts"

const LONGEST_USER_AGENT = 200
const SESSION_SECONDS = 7 * 24 * 60 * 60
const WRONG_PAIR = ["INVALID_EMAIL_OR_PASSWORD", "INVALID_EMAIL", "PASSWORD_TOO_LONG"]

/** Who carries a session, and which. */
export type SignedInUser = { id: string; name: string; email: string; sessionId: string }

/** All we use of better-auth, in process. Cookies go in as the request's `Cookie` and come out as `Set-Cookie` values. */
export type Auth = {
  /** The user whose session the cookie carries, or null. */
  userOf(cookie: string): Promise<SignedInUser | null>
  /** The cookies of a new session, or null if the pair is wrong. */
  signIn(email: string, password: string, userAgent: string): Promise<string[] | null>
  /** Deletes the session; the cookies clear the browser's. */
  signOut(cookie: string): Promise<string[]>
  hash(password: string): Promise<string>
  matches(password: string, hash: string): Promise<boolean>
}

export function createAuth(deps: { db: Db; log: Log; secret: string; baseUrl: string }): Auth {
  const auth = configure(deps)
  return {
    userOf: async (cookie) => {
      const found = await quietly(auth.api.getSession({ headers: new Headers({ cookie }) }))
      if (!found) return null
      const { id, name, email } = found.user
      return { id, name, email, sessionId: found.session.id }
    },
    signIn: async (email, password, userAgent) => {
      try {
        const headers = new Headers({ "user-agent": userAgent.slice(0, LONGEST_USER_AGENT) })
        const signedIn = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
        return signedIn.headers.getSetCookie()
      } catch (error) {
        if (isAPIError(error) && WRONG_PAIR.includes(error.body?.code ?? "")) return null
        throw withoutParameters(error)
      }
    },
    signOut: async (cookie) => {
      const { headers } = await quietly(auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true }))
      return headers.getSetCookie()
    },
    hash: async (password) => (await auth.$context).password.hash(password),
    matches: async (password, hash) => (await auth.$context).password.verify({ password, hash }),
  }
}

function configure({ db, log, secret, baseUrl }: { db: Db; log: Log; secret: string; baseUrl: string }) {
  const secure = baseUrl.startsWith("https://")
  return betterAuth({
    baseURL: baseUrl,
    // Unlike `secret`, not overruled by a BETTER_AUTH_SECRETS in the environment.
    secrets: [{ version: 1, value: secret }],
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: "colophon",
      cookies: { session_token: { name: `${secure ? "__Host-" : ""}colophon_session` } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure, path: "/" },
      // Its own prefix would be __Secure-, put before ours.
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message, ...details) =>
        log.error({ causes: details.map(withoutParameters).map(String) }, `better-auth: ${message}`),
    },
  })
}
