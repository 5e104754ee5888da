import { createHash, timingSafeEqual } from "node:crypto"
import type { Authenticate } from "../../shared/web/context.ts"
import type { Auth } from "./better-auth.ts"

/** An API key decides alone: a wrong one is refused whatever the cookie says. */
export function createAuthenticate(auth: () => Promise<Auth>, apiKey: string | null): Authenticate {
  const known = apiKey ? sha256(apiKey) : null
  return async (headers) => {
    const sent = bearerOf(headers.get("authorization") ?? "")
    if (sent !== null) {
      return known && timingSafeEqual(sha256(sent), known) ? { name: "API key", via: "api-key" } : null
    }
    const cookie = headers.get("cookie")
    const name = cookie && (await (await auth()).userOf(cookie))
    return name ? { name, via: "session" } : null
  }
}

/** Null if the header speaks of something else: a proxy in front may ask for a password of its own (Basic). */
const bearerOf = (authorization: string) => /^bearer(?:\s+(.*))?$/i.exec(authorization)?.slice(1).join("") ?? null

const sha256 = (text: string) => createHash("sha256").update(text).digest()
