import type { Tx } from "../../../shared/events/transaction.ts"
import type { Route } from "../../../shared/model-list.ts"

/** US dollars, exact decimal text. */
export type Estimate = { amount: string; low: string; high: string }

/** About how much will this book cost? null: a model has no price. */
export type EstimateBook = (book: {
  coverModel: string
  pageModel: string
  pageCount: number
}) => Promise<Estimate | null>

/** May I spend this? Blocks the expected cost until the charge is recorded; the last statement of the caller's transaction. */
export type Reserve = (
  tx: Tx,
  call: { attemptId: string; ebookId: string; model: string; purpose: string; simulated: boolean },
) => Promise<{ granted: true; amount: string | null }>

/** The call was never sent: nothing is blocked any more. */
export type Release = (tx: Tx, attemptId: string) => Promise<void>

/** `body` is the exact JSON text; `attemptId` travels as the session, so that a charge can be found later. */
export type Call = { attemptId: string; route: Route; body: string }

/** One request, once: no retries, a total deadline, a byte cap. */
export type GenerateImage = (call: Call) => Promise<Reply>

/** What came back. `not-sent`: it surely never reached the provider. `lost`: it may have, and may have been charged. */
export type Reply =
  | { kind: "answer"; answer: Answer }
  | { kind: "not-sent"; problem: string }
  | { kind: "lost"; problem: string }

export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string }
