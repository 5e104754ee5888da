import { type EventHandler, on } from "../../../../shared/events/event-handler.ts"
import { CostAdjusted, CostCalculated } from "../../../generation-costs/events.ts"
import { attemptCosts } from "../tables.ts"

type Cost = Omit<typeof attemptCosts.$inferInsert, "ebookId"> & { ebookId: string | null }

/** The book's page shows what the ledger says, copied here: of a charge and its corrections, the last word stands. */
const show: EventHandler<Cost> = async (tx, { payload: { attemptId, ebookId, pages, amount, simulated } }) => {
  if (ebookId === null) return
  await tx
    .insert(attemptCosts)
    .values({ attemptId, ebookId, pages, amount, simulated })
    .onConflictDoUpdate({ target: attemptCosts.attemptId, set: { ebookId, pages, amount, simulated } })
}

/** One subscriber for both, so that they are handled in the order they happened. */
export const showCostWhenCostCalculated = [
  on(CostCalculated, "ebook-generation.show-cost-when-cost-calculated", async (tx, event) => {
    const { payload } = event
    if (payload.of === "attempt") await show(tx, { ...event, payload })
  }),
  on(CostAdjusted, "ebook-generation.show-cost-when-cost-calculated", show),
]
