import { DrizzleQueryError } from "drizzle-orm/errors"

/** A failed query's own message lists its parameters: here tokens and hashes, which no log may have, as cause neither. */
export function withoutParameters(error: unknown): unknown {
  if (error instanceof DrizzleQueryError) {
    return new Error(`${error.query} failed: ${error.cause}`, { cause: error.cause })
  }
  return error instanceof Error && error.cause instanceof DrizzleQueryError ? withoutParameters(error.cause) : error
}

/** Waits for it, and fails without parameters. */
export const quietly = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => Promise.reject(withoutParameters(error)))
