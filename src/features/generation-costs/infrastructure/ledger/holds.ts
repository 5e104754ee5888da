import { and, desc, eq, gt, isNull } from "drizzle-orm"
import type { Tx } from "../../../../shared/events/transaction.ts"
import type { ModelList } from "../../../../shared/model-list.ts"
import { type Decimal, decimal, toText } from "../../../../shared/money.ts"
import { cautiousHold, estimateImage } from "../../domain/estimate.ts"
import { pricesOf } from "../prices/price-versions.ts"
import { charges, holds } from "../tables.ts"

/** A call that is about to be sent. `model` is the one asked for. */
export type Intention = { attemptId: string; ebookId: string; model: string; simulated: boolean; purpose: string }
/** `amount`: US dollars held, exact text; null: nobody knows what the model costs. */
export type Reservation = { granted: true; amount: string | null }

export type Holds = {
  /** May this be spent? The last statement of the caller's transaction. Asking again for an attempt answers the same. */
  reserve(tx: Tx, intention: Intention): Promise<Reservation>
  /** The call was not sent after all. */
  release(tx: Tx, attemptId: string): Promise<void>
}

/** How many like attempts the dearest is sought among (design, section 5, Capping). */
const LIKE_ATTEMPTS = 20

export function createHolds({ models, now }: { models: ModelList; now: () => Date }): Holds {
  async function expect(tx: Tx, intention: Intention, at: Date): Promise<Decimal | null> {
    const recent = await likeAmounts(tx, intention)
    const offered = models.models.find(({ id }) => id === intention.model)
    const prices = recent.length === 0 && offered ? await pricesOf(tx, intention.model) : []
    return cautiousHold(recent, offered ? estimateImage(prices, offered, at) : null)
  }

  return {
    async reserve(tx, intention) {
      const { attemptId, ebookId, model, simulated } = intention
      const reservedAt = now()
      const expected = await expect(tx, intention, reservedAt)
      const amount = expected && toText(expected)
      const inserted = await tx
        .insert(holds)
        .values({ attemptId, ebookId, model, simulated, amount, reservedAt })
        .onConflictDoNothing()
        .returning({ amount: holds.amount })
      const [held] =
        inserted.length > 0
          ? inserted
          : await tx.select({ amount: holds.amount }).from(holds).where(eq(holds.attemptId, attemptId))
      return { granted: true, amount: held?.amount ?? null }
    },
    async release(tx, attemptId) {
      await tx
        .update(holds)
        .set({ closedAt: now() })
        .where(and(eq(holds.attemptId, attemptId), isNull(holds.closedAt)))
    },
  }
}

/** Attempts that cost nothing say nothing of what one costs. */
async function likeAmounts(tx: Tx, { model, purpose, simulated }: Intention): Promise<Decimal[]> {
  const like = await tx
    .select({ amount: charges.amount })
    .from(charges)
    .where(
      and(
        eq(charges.requestedModel, model),
        eq(charges.purpose, purpose),
        eq(charges.simulated, simulated),
        gt(charges.amount, "0"),
      ),
    )
    .orderBy(desc(charges.occurredAt))
    .limit(LIKE_ATTEMPTS)
  return like.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))
}
