import { on } from "../../../../shared/events/event-handler.ts"
import { CostCalculated } from "../../../generation-costs/events.ts"
import { attemptCosts } from "../tables.ts"

/** The book's page shows what the ledger says, copied here: an attempt is charged once, so the copy is written once. */
export const showCostWhenCostCalculated = on(
  CostCalculated,
  "ebook-generation.show-cost-when-cost-calculated",
  async (tx, { payload }) => {
    if (payload.of !== "attempt" || payload.ebookId === null) return
    const { attemptId, ebookId, pages, amount, simulated } = payload
    await tx.insert(attemptCosts).values({ attemptId, ebookId, pages, amount, simulated }).onConflictDoNothing()
  },
)
