import { on } from "../../../../shared/events/event-handler.ts"
import { AttemptOutcomeUnknown } from "../../../ebook-generation/events.ts"
import { noteUnknown } from "../ledger/unresolved-attempts.ts"

export const noteUnknownWhenAttemptOutcomeUnknown = on(
  AttemptOutcomeUnknown,
  "generation-costs.note-unknown-when-attempt-outcome-unknown",
  async (tx, { payload, occurredAt: reportedAt }) => {
    await noteUnknown(tx, { ...payload, occurredAt: new Date(payload.occurredAt), usage: null, reportedAt })
  },
)
