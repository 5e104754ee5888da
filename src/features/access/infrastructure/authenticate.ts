import { timingSafeEqual } from "node:crypto"
import type { Authenticate } from "../../../shared/web/context.ts"
import { sha256 } from "../domain/secret.ts"
import type { Auth } from "./better-auth.ts"

type Deps = {
  auth: () => Promise<Auth>
  /** COLOPHON_API_KEY: compared, kept nowhere. */
  apiKey: string | null
  openWithKey: (key: string) => Promise<string | null>
}

/** An API key decides alone: a wrong one is refused whatever the cookie says. */
export function createAuthenticate({ auth, apiKey, openWithKey }: Deps): Authenticate {
  const known = apiKey ? Buffer.from(sha256(apiKey)) : null
  return async (headers) => {
    const sent = bearerOf(headers.get("authorization") ?? "")
    if (sent !== null) {
      if (known && timingSafeEqual(Buffer.from(sha256(sent)), known)) return { name: "API key", via: "api-key" }
      const name = await openWithKey(sent)
      return name === null ? null : { name, via: "api-key" }
    }
    const cookie = headers.get("cookie")
    const user = cookie && (await (await auth()).userOf(cookie))
    return user ? { name: user.name, via: "session" } : null
  }
}

/** Null if the header speaks of something else: a proxy in front may ask for a password of its own (Basic). */
const bearerOf = (authorization: string) => /^bearer(?:\s+(.*))?$/i.exec(authorization)?.slice(1).join("") ?? null
