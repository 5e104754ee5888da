import { decimal, sum, toText } from "../../../src/shared/money.ts"
import type { EventRow, History } from "../history.ts"
import { by, type Check, each } from "./check.ts"

const CONSUMED = "ebook-generation.tokens-consumed"
const UNKNOWN = "ebook-generation.attempt-outcome-unknown"
const CALCULATED = "generation-costs.cost-calculated"
const DIFFERENCE = "generation-costs.reconciliation-difference-found"

const named = ({ events }: History, name: string) => events.filter((event) => event.name === name)
const attemptOf = ({ payload }: EventRow) => payload.attemptId ?? ""
const isOfAttempt = ({ payload }: EventRow) => payload.of === "attempt"

/** Each of the ids exactly once. */
function onceEach(said: readonly EventRow[], ids: readonly string[], what: string) {
  const times = Map.groupBy(said, attemptOf)
  const all = new Set([...ids, ...times.keys()])
  const { wrong } = each([...all], (id) => {
    const count = times.get(id)?.length ?? 0
    return count === 1 && ids.includes(id)
      ? null
      : `attempt ${id}: ${count} × ${what}${ids.includes(id) ? "" : ", not expected"}`
  })
  return { of: all.size, wrong }
}

export const events: readonly Check[] = [
  {
    says: "the events of each aggregate are numbered 1 to n without a gap",
    look({ events, aggregates }) {
      const said = Map.groupBy(events, ({ aggregateId }) => aggregateId)
      return each(aggregates, ({ id, sequence }) => {
        const numbers = (said.get(id) ?? []).map((event) => event.sequence).join(",")
        const expected = Array.from({ length: sequence }, (_, i) => i + 1).join(",")
        return numbers === expected ? null : `aggregate ${id}: ${numbers} of 1..${sequence}`
      })
    },
  },
  {
    says: "each event has exactly one delivery for each subscriber that hears it",
    look({ events, deliveries, subscribers }) {
      const given = Map.groupBy(deliveries, ({ eventId }) => eventId)
      const hearing = Map.groupBy(subscribers, ({ event }) => event)
      return each(events, ({ id, name }) => {
        const heard = (hearing.get(name) ?? []).map(({ subscriber }) => subscriber).toSorted()
        const delivered = (given.get(id) ?? []).map(({ subscriber }) => subscriber).toSorted()
        return heard.join() === delivered.join()
          ? null
          : `${name} ${id}: for ${heard.join(" ")}; delivered to ${delivered.join(" ")}`
      })
    },
  },
  {
    says: "no delivery is pending or parked",
    look: ({ deliveries }) =>
      each(deliveries, ({ eventId, subscriber, state, tries, error }) =>
        state === "handled" ? null : `${subscriber} of ${eventId}: ${state} after ${tries} tries: ${error}`,
      ),
  },
  {
    says: "TokensConsumed was said once for every settled attempt",
    look(history) {
      const settled = history.attempts.filter(({ status }) => status === "ended").map(({ id }) => id)
      return onceEach(named(history, CONSUMED), settled, "TokensConsumed")
    },
  },
  {
    says: "AttemptOutcomeUnknown was said once for every attempt that is unknown, and at most once for any",
    look(history) {
      const said = named(history, UNKNOWN)
      const unknown = history.attempts.filter(({ status }) => status === "unknown").map(({ id }) => id)
      const late = said
        .map(attemptOf)
        .filter((id) => history.attempts.some((one) => one.id === id && one.status === "ended"))
      return onceEach(said, [...new Set([...unknown, ...late])], "AttemptOutcomeUnknown")
    },
  },
  {
    says: "the effects of TokensConsumed happened once: one charge and one CostCalculated for each",
    look(history) {
      const consumed = named(history, CONSUMED).map(attemptOf)
      const said = onceEach(named(history, CALCULATED).filter(isOfAttempt), consumed, "CostCalculated")
      const charged = new Set(history.charges.map(({ attemptId }) => attemptId))
      const missing = consumed.filter((id) => !charged.has(id)).map((id) => `attempt ${id} has no charge`)
      return { of: said.of, wrong: [...said.wrong, ...missing] }
    },
  },
  {
    says: "CostCalculated told the amounts that the ledger has",
    look(history) {
      const charges = by(history.charges, ({ attemptId }) => attemptId)
      return each(named(history, CALCULATED).filter(isOfAttempt), (event) => {
        const ledger = charges.get(attemptOf(event))?.amount ?? null
        const told = event.payload.amount ?? null
        const same = ledger === null || told === null ? ledger === told : decimal(ledger).eq(decimal(told))
        return same ? null : `attempt ${attemptOf(event)}: ledger ${ledger}, told ${told}`
      })
    },
  },
  {
    says: "the last total that was said of each book is the ledger's, with all its attempts",
    look: (history) => each(history.ebooks, ({ id }) => faultOfTotal(history, id)),
  },
  {
    says: "no difference between a book's reports and its charges was found",
    look: (history) => each(named(history, DIFFERENCE), ({ id, payload }) => `event ${id}, book ${payload.ebookId}`),
  },
]

function faultOfTotal(history: History, id: string): string | null {
  const own = history.charges.filter(({ ebookId }) => ebookId === id)
  const open = new Set(history.unresolved.filter(({ resolved }) => !resolved).map(({ attemptId }) => attemptId))
  const unknown = history.attempts.filter((attempt) => attempt.ebookId === id && open.has(attempt.id)).length
  const amount = toText(sum(own.flatMap((charge) => (charge.amount === null ? [] : [decimal(charge.amount)]))))
  const ledger = `${amount}, ${own.length + unknown} attempts, ${unknown} unresolved`
  const last = named(history, CALCULATED).findLast(
    ({ payload }) => payload.of === "ebook" && payload.ebookId === id,
  )?.payload
  const said = last ? `${last.amount}, ${last.attempts} attempts, ${last.unresolvedCount} unresolved` : "nothing"
  return ledger === said ? null : `book ${id}: ledger ${ledger}; said ${said}`
}
