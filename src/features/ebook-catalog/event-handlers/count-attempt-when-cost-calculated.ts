import { on } from "../../../shared/events/event-handler.ts"
import { CostCalculated } from "../../generation-costs/events.ts"
import { noteCharge } from "../note-attempt.ts"

/** Of each attempt only: the total of a book would count the same money again. */
export const countAttemptWhenCostCalculated = on(
  CostCalculated,
  "ebook-catalog.count-attempt-when-cost-calculated",
  async (tx, { payload, occurredAt: saidAt }) => {
    if (payload.of !== "attempt") return
    const { occurredAt = saidAt.toISOString(), amount, ...attempt } = payload
    await noteCharge(tx, { ...attempt, occurredAt }, amount)
  },
)
