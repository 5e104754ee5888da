/** A broken rule of the business. `code` is stable and public; `message` is one sentence for a person. */
export class DomainError extends Error {
  readonly code: string
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422
  readonly fields: readonly FieldError[]

  constructor(code: string, message: string, status: DomainError["status"] = 409, fields: readonly FieldError[] = []) {
    super(message)
    this.name = "DomainError"
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/** What is wrong with one field of a request, and what it takes. */
export type FieldError = { field: string; message: string }

/** A failed query's own message lists its parameters, which may be tokens and hashes: its text and its cause speak instead. */
export function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (isFailedQuery(error)) return new Error(`${error.query} failed: ${error.cause}`, { cause: error.cause })
  return error.cause instanceof Error && isFailedQuery(error.cause) ? withoutParameters(error.cause) : error
}

/** Drizzle's, known by its members: errors are made without a database, too. */
const isFailedQuery = (error: Error): error is Error & { query: string } => "query" in error && "params" in error

/** What a log may say of an error. */
export function tellable(error: unknown): { error: string; stack: string } {
  const told = withoutParameters(error)
  return told instanceof Error ? { error: String(told), stack: told.stack ?? "" } : { error: String(told), stack: "" }
}

/** Waits for it, and fails without parameters. */
export const quietly = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => Promise.reject(withoutParameters(error)))
