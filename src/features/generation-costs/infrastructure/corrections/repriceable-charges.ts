import { and, asc, eq, gt, gte, inArray, isNull, lt, ne } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { type Decimal, decimal, toText } from "../../../../shared/money.ts"
import type { CostQuestion, PricedLine } from "../../domain/cost-calculation.ts"
import { reprice } from "../../domain/repricing.ts"
import { UNITS } from "../../domain/usage-lines.ts"
import type { UsageLine } from "../ledger/usage-line-queries.ts"
import { pricesOf } from "../prices/price-versions.ts"
import { adjustments, charges } from "../tables.ts"
import type { Correction } from "./adjustments.ts"

/** `from` is inclusive, `to` exclusive; `model` is the one that served, null: any. */
export type RepricingScope = { from: Date; to: Date; model: string | null; simulated: boolean }

/** Charges looked at in one transaction: small enough that nobody waits for it. */
export const BATCH = 500

export type Adjustment = typeof adjustments.$inferSelect

/** The next ids, after this one, of charges whose cost nobody reported. Fewer than `BATCH`: they are the last. */
export async function nextRepriceable(db: Db, scope: RepricingScope, after: string): Promise<string[]> {
  const { from, to, model, simulated } = scope
  const rows = await db
    .select({ attemptId: charges.attemptId })
    .from(charges)
    .where(
      and(
        gt(charges.attemptId, after),
        isNull(charges.reported),
        eq(charges.simulated, simulated),
        gte(charges.occurredAt, from),
        lt(charges.occurredAt, to),
        ...(model === null ? [] : [eq(charges.model, model)]),
      ),
    )
    .orderBy(asc(charges.attemptId))
    .limit(BATCH)
  return rows.map(({ attemptId }) => attemptId)
}

/** A charge that would cost something else now. */
export type Repricing = Correction & { model: string }

/** Those of these charges that cost something else with the prices known now. */
export async function repricedOf(db: Db | Tx, attemptIds: readonly string[]): Promise<Repricing[]> {
  if (attemptIds.length === 0) return []
  const rows = await chargesOf(db, attemptIds)
  const history = await historyOf(db, attemptIds)
  const prices = Map.groupBy(await pricesOf(db, ...new Set(rows.map(({ model }) => model))), ({ model }) => model)
  return rows.flatMap((charge) => {
    const before = costAfter(charge.amount, history.get(charge.attemptId)?.at(-1))
    const repriced = reprice(questionOf(charge), before, prices.get(charge.model) ?? [])
    return repriced ? [{ ...charge, before, after: repriced.after, lines: repriced.lines.map(toLine) }] : []
  })
}

type Charge = typeof charges.$inferSelect

export const chargesOf = (db: Db | Tx, attemptIds: readonly string[]): Promise<Charge[]> =>
  db
    .select()
    .from(charges)
    .where(inArray(charges.attemptId, [...attemptIds]))

/** What was corrected on these charges, oldest first. What was said while an answer was lost is superseded by its charge. */
export async function historyOf(db: Db | Tx, attemptIds: readonly string[]): Promise<Map<string, Adjustment[]>> {
  const rows = await db
    .select()
    .from(adjustments)
    .where(and(inArray(adjustments.attemptId, [...attemptIds]), ne(adjustments.kind, "resolution")))
    .orderBy(asc(adjustments.id))
  return Map.groupBy(rows, ({ attemptId }) => attemptId)
}

/** US dollars after a correction; without one, those of the charge itself. */
export function costAfter(charged: string | null, correction: Adjustment | undefined): Decimal | null {
  const amount = correction ? correction.amountAfter : charged
  return amount === null ? null : decimal(amount)
}

const questionOf = ({ route, variant, megapixels, httpStatus, ...charge }: Charge): CostQuestion => ({
  ...charge,
  route: route === "chat" ? "chat" : "images",
  variant: variant ?? undefined,
  megapixels: megapixels ?? undefined,
  httpStatus: httpStatus ?? undefined,
})

const toLine = ({ meter, quantity, unitPrice, amount, priceVersionId }: PricedLine): UsageLine => ({
  meter,
  quantity: toText(quantity),
  unit: UNITS[meter],
  unitPrice: unitPrice && toText(unitPrice),
  amount: amount && toText(amount),
  priceVersionId,
})
