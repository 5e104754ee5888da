import { Hono } from "hono"
import type { Authenticate, Ctx, Env } from "../../shared/web/context.ts"
import { renderPage } from "../../shared/web/layout.ts"
import { localPath } from "./local-path.ts"
import { loginPage, tooManyTries, wrongPair } from "./login-page.ts"
import type { From, Pair, SignedIn } from "./sign-in.ts"

const LONGEST_EMAIL = 254

type Deps = {
  authenticate: Authenticate
  signIn: (pair: Pair, from: From) => Promise<SignedIn>
  signOut: (cookie: string) => Promise<string[]>
  /** True where a proxy speaks https for us and tells whom it speaks to. */
  behindProxy: boolean
}

/** Signing in and out, by plain forms. */
export function createPages({ authenticate, signIn, signOut, behindProxy }: Deps): Hono<Env> {
  const pages = new Hono<Env>()

  pages.get("/login", async (c) => {
    const next = localPath(c.req.query("next") ?? "")
    if (await authenticate(c.req.raw.headers)) return c.redirect(next, 303)
    return renderPage(c, { title: "Sign in", section: null, body: loginPage({ email: "", next, problem: null }) })
  })

  pages.post("/login", async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const field = (name: string) => form.get(name) ?? ""
    const email = field("email").trim().slice(0, LONGEST_EMAIL)
    const next = localPath(field("next"))
    const from = { address: addressOf(c, behindProxy), userAgent: c.req.header("user-agent") ?? "" }
    const result = await signIn({ email, password: field("password") }, from)
    if (result.outcome === "signed-in") {
      const old = c.req.header("cookie")
      if (old) await signOut(old)
      return withCookies(c.redirect(next, 303), result.cookies)
    }
    const waiting = result.outcome === "too-many-tries"
    if (waiting) c.header("retry-after", String(result.waitSeconds))
    const problem = waiting ? tooManyTries(result.waitSeconds) : wrongPair(result.triesLeft)
    const body = loginPage({ email, next, problem })
    return renderPage(c, { title: "Sign in", section: null, body }, waiting ? 429 : 401)
  })

  pages.post("/logout", async (c) => {
    const cookies = await signOut(c.req.header("cookie") ?? "")
    return withCookies(c.redirect("/login", 303), cookies)
  })

  return pages
}

function withCookies(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie)
  return answer
}

/** The last hop a proxy names, else the other end of the socket; empty where there is none. */
function addressOf(c: Ctx, behindProxy: boolean): string {
  const told = behindProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined
  const connection = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return told || connection?.incoming?.socket?.remoteAddress || ""
}
