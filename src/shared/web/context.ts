import type { Context } from "hono"

/** Who is asking. */
export type Principal = { name: string; via: "session" | "api-key" }

/** What every page knows about this installation. */
export type Site = { simulated: boolean; urlOf: (staticFile: string) => string }

export type Env = { Variables: { principal: Principal | null; site: Site } }
export type Ctx = Context<Env>
export type Authenticate = (headers: Headers) => Promise<Principal | null>
