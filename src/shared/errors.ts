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

/** What a log may say of an error. A failed query's own message lists its parameters, so its cause speaks instead. */
export function tellable(error: unknown): { error: string; stack: string } {
  if (error instanceof Error && "params" in error && error.cause) return tellable(error.cause)
  if (!(error instanceof Error)) return { error: String(error), stack: "" }
  return { error: String(error), stack: error.stack ?? "" }
}
