import { DatabaseError } from "pg"

const MOST_TRIES = 5

/**
 * Runs a transaction again that the database ended because two waited for each other: who books a batch of charges locks
 * the same books, in the order the charges came in.
 */
export async function againAfterDeadlock<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction()
    } catch (error) {
      if (tries === MOST_TRIES || !isDeadlock(error)) throw error
    }
  }
}

const isDeadlock = (error: unknown) =>
  error instanceof Error && error.cause instanceof DatabaseError && error.cause.code === "40P01"
