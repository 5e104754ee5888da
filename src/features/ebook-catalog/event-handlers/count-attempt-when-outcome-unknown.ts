import { on } from "../../../shared/events/event-handler.ts"
import { AttemptOutcomeUnknown } from "../../ebook-generation/events.ts"
import { noteLost } from "../note-attempt.ts"

export const countAttemptWhenOutcomeUnknown = on(
  AttemptOutcomeUnknown,
  "ebook-catalog.count-attempt-when-outcome-unknown",
  async (tx, { payload }) => {
    await noteLost(tx, payload)
  },
)
