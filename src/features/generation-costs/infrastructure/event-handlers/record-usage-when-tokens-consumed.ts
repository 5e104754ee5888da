import { on } from "../../../../shared/events/event-handler.ts"
import { TokensConsumed } from "../../../ebook-generation/events.ts"
import { recordUsage } from "../ledger/charges.ts"

export const recordUsageWhenTokensConsumed = on(
  TokensConsumed,
  "generation-costs.record-usage-when-tokens-consumed",
  async (tx, { payload, occurredAt: reportedAt }) => {
    await recordUsage(tx, { ...payload, occurredAt: new Date(payload.occurredAt), reportedAt })
  },
)
