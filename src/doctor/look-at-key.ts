import { broken, type Finding, ok, warning } from "./finding.ts"
import { sentences } from "./sentences.ts"

export type Provider = { OPENROUTER_API_KEY?: string | undefined; OPENROUTER_BASE_URL: string }

const PATIENCE_MS = 5_000

/** Asks the provider what it knows of the key, which costs nothing. The key is sent nowhere else and said nowhere. */
export async function lookAtKey({ OPENROUTER_API_KEY: key, OPENROUTER_BASE_URL: base }: Provider): Promise<Finding> {
  if (!key) return ok("key", sentences.noKey)
  try {
    const { status } = await fetch(`${base}/key`, {
      headers: { authorization: `Bearer ${key}` },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (status === 401 || status === 403) return broken("key", sentences.keyRefused(status))
    return status < 400 ? ok("key", sentences.keyWorks) : warning("key", sentences.keyUnheard(base, `${status}`))
  } catch (error) {
    return warning("key", sentences.keyUnheard(base, reasonOf(error)))
  }
}

const reasonOf = (error: unknown) => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
