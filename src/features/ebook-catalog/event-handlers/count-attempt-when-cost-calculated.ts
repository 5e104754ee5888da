import { on } from "../../../shared/events/event-handler.ts"
import { CostAdjusted, CostCalculated } from "../../generation-costs/events.ts"
import { noteCost } from "../note-attempt.ts"

/**
 * Of each attempt only: the total of a book would count the same money again. One subscriber for the charge and its
 * corrections, so that they are handled in the order they happened.
 */
export const countAttemptWhenCostCalculated = [
  on(
    CostCalculated,
    "ebook-catalog.count-attempt-when-cost-calculated",
    async (tx, { payload, occurredAt: saidAt }) => {
      if (payload.of !== "attempt") return
      const { occurredAt = saidAt.toISOString(), amount, ...attempt } = payload
      await noteCost(tx, { ...attempt, occurredAt }, amount)
    },
  ),
  on(CostAdjusted, "ebook-catalog.count-attempt-when-cost-calculated", async (tx, { payload }) => {
    await noteCost(tx, payload, payload.amount)
  }),
]
