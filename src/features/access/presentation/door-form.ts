import type { Ctx } from "../../../shared/web/context.ts"
import type { From } from "../infrastructure/sign-in.ts"

/** What a form sent, each field as text; empty where it is missing. */
export async function formOf(c: Ctx): Promise<(name: string) => string> {
  const form = new URLSearchParams(await c.req.text())
  return (name) => form.get(name) ?? ""
}

/** Who is at the other end: behind a proxy the last hop it names, else the other end of the socket. */
export function fromOf(c: Ctx, behindProxy: boolean): From {
  const told = behindProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined
  const connection = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return {
    address: told || connection?.incoming?.socket?.remoteAddress || "",
    userAgent: c.req.header("user-agent") ?? "",
  }
}

export function withCookies(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie)
  return answer
}
