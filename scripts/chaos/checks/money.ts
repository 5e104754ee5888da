import type { Charge } from "../../../src/sandbox/charge-log.ts"
import { decimal, sum, toText } from "../../../src/shared/money.ts"
import type { ChargeRow, History, RollupRow } from "../history.ts"
import { by, type Check, differing, each, one } from "./check.ts"

const total = (amounts: readonly (string | null)[]) =>
  sum(amounts.filter((amount) => amount !== null).map((amount) => decimal(amount)))

const costOf = (log: readonly Charge[], attemptId: string) =>
  total(log.filter((charge) => charge.attemptId === attemptId).map(({ cost }) => cost))

/** A cost as text or below zero is no report: see the sandbox's odd-usage. */
const ODD_COST = /"cost":["-]/

/** The provider said what it cost, and so the ledger cannot know better. */
const isReported = ({ source }: ChargeRow) => source === "provider"

export const money: readonly Check[] = [
  {
    says: "every charge of the provider belongs to an attempt that is stored",
    look({ log, attempts }) {
      const stored = new Set(attempts.map(({ id }) => id))
      return each(log, ({ attemptId, generationId }) =>
        stored.has(attemptId ?? "") ? null : `${generationId} charged for attempt ${attemptId}`,
      )
    },
  },
  {
    says: "no attempt was charged twice by the provider",
    look: ({ log }) =>
      each([...Map.groupBy(log, ({ attemptId }) => attemptId)], ([attemptId, charges]) =>
        charges.length === 1 ? null : `attempt ${attemptId}: ${charges.length} charges`,
      ),
  },
  {
    says: "an attempt that succeeded was charged by the provider",
    look({ log, attempts }) {
      const charged = new Set(log.map(({ attemptId }) => attemptId))
      const succeeded = attempts.filter(({ outcome }) => outcome === "succeeded")
      return each(succeeded, ({ id }) => (charged.has(id) ? null : `attempt ${id} is not in the charge log`))
    },
  },
  {
    says: "the ledger charges each attempt exactly what the provider did, to the last digit",
    look: ({ log, charges }) =>
      each(charges.filter(isReported), ({ attemptId, amount }) => {
        const cost = costOf(log, attemptId)
        return decimal(amount ?? "-1").eq(cost)
          ? null
          : `attempt ${attemptId}: provider ${toText(cost)}, ledger ${amount}`
      }),
  },
  {
    says: "nothing has another source or no price but where the provider's usage cannot be read",
    look: ({ charges }) =>
      each(
        charges.filter((charge) => !isReported(charge)),
        ({ attemptId, amount, outcome, usage }) => {
          if (outcome === "failed-unbilled") return null
          return usage === null || ODD_COST.test(usage)
            ? null
            : `attempt ${attemptId}: ${amount ?? "no price"}, though the usage says ${usage}`
        },
      ),
  },
  {
    says: "the provider's total = the ledger's + what it charged for attempts that are unresolved or could not be read",
    look({ log, charges, unresolved }) {
      const open = new Set(unresolved.filter(({ resolved }) => !resolved).map(({ attemptId }) => attemptId))
      const unread = new Set(charges.filter((charge) => !isReported(charge)).map(({ attemptId }) => attemptId))
      const aside = log.filter(({ attemptId }) => open.has(attemptId ?? "") || unread.has(attemptId ?? ""))
      const provider = total(log.map(({ cost }) => cost))
      const known = total(charges.filter(isReported).map(({ amount }) => amount)).plus(
        total(aside.map(({ cost }) => cost)),
      )
      return one(provider.eq(known), `provider ${toText(provider)}, ledger and unresolved ${toText(known)}`)
    },
  },
  {
    says: "the attempts whose outcome is unknown are exactly those that the ledger names as unresolved",
    look({ attempts, unresolved }) {
      const unknown = new Set(attempts.filter(({ status }) => status === "unknown").map(({ id }) => id))
      const open = new Set(unresolved.filter(({ resolved }) => !resolved).map(({ attemptId }) => attemptId))
      return {
        of: unknown.size,
        wrong: differing(unknown, open).map(
          (id) => `attempt ${id} is ${unknown.has(id) ? "not named" : "named, but known"}`,
        ),
      }
    },
  },
  {
    says: "every settled attempt is in the ledger once, and nothing else is",
    look({ attempts, charges }) {
      const settled = new Set(attempts.filter(({ status }) => status === "ended").map(({ id }) => id))
      const charged = new Set(charges.map(({ attemptId }) => attemptId))
      const wrong = differing(settled, charged).map(
        (id) => `attempt ${id}: ${settled.has(id) ? "settled, not charged" : "charged, not settled"}`,
      )
      return { of: charges.length, wrong }
    },
  },
  {
    says: "nothing is held but for unresolved attempts",
    look({ holds, unresolved, api }) {
      const open = new Set(unresolved.filter(({ resolved }) => !resolved).map(({ attemptId }) => attemptId))
      const { of, wrong } = each(holds, (hold) =>
        hold.open === open.has(hold.attemptId)
          ? null
          : `the hold of attempt ${hold.attemptId} is ${hold.open ? "open" : "closed"}`,
      )
      return { of, wrong: api.heldCount === 0 ? wrong : [...wrong, `GET /costs says ${api.heldCount} held`] }
    },
  },
  {
    says: "GET /costs says what the ledger sums to",
    look({ charges, unresolved, api }) {
      const amount = toText(total(charges.map((charge) => charge.amount)))
      const counted = [
        charges.filter((charge) => charge.amount === null).length,
        unresolved.filter(({ resolved }) => !resolved).length,
      ]
      const ledger = `${amount}, ${counted[0]} unpriced, ${counted[1]} unresolved`
      const said = `${toText(decimal(api.amount))}, ${api.unpricedCount} unpriced, ${api.unresolvedCount} unresolved`
      return one(ledger === said, `ledger ${ledger}; API ${said}`)
    },
  },
  {
    says: "every cut and grain of the rollups sums to the ledger, and so does each book's",
    look({ charges, unresolved, kept, rollups, attempts }) {
      const open = unresolved.filter(({ resolved }) => !resolved)
      const bookOf = new Map(attempts.map(({ id, ebookId }) => [id, ebookId]))
      const books = new Set([
        ...charges.map(({ ebookId }) => ebookId ?? ""),
        ...open.map((one) => bookOf.get(one.attemptId) ?? ""),
      ])
      const ledgerOf = (book: string | null) => {
        const mine = (ebookId: string | null | undefined) => book === null || (ebookId ?? "") === book
        const own = charges.filter(({ ebookId }) => mine(ebookId))
        const lost = open.filter(({ attemptId }) => mine(bookOf.get(attemptId)))
        const drawn = kept.filter(({ ebookId }) => mine(ebookId))
        return `${toText(total(own.map(({ amount }) => amount)))} of ${own.length + lost.length}, ${drawn.length} pages kept`
      }
      const whole = each([...Map.groupBy(rollups, ({ cut, grain }) => `${cut}, ${grain} minutes`)], ([name, rows]) =>
        sumOf(rows) === ledgerOf(null) ? null : `${name}: ${sumOf(rows)}; ledger ${ledgerOf(null)}`,
      )
      const byBook = each([...books], (book) => {
        const rows = rollups.filter(({ cut, grain, ebookId }) => cut === "ebook" && grain === 1440 && ebookId === book)
        return sumOf(rows) === ledgerOf(book) ? null : `book ${book}: rollups ${sumOf(rows)}; ledger ${ledgerOf(book)}`
      })
      return { of: whole.of + byBook.of, wrong: [...whole.wrong, ...byBook.wrong] }
    },
  },
  {
    says: "the copies on the books' pages are what the ledger charged",
    look({ charges, copiedCosts }) {
      const copies = by(copiedCosts, ({ attemptId }) => attemptId)
      const { of, wrong } = each(charges, ({ attemptId, amount }) => {
        const copy = copies.get(attemptId)
        return copy && sameAmount(copy.amount, amount)
          ? null
          : `attempt ${attemptId}: ledger ${amount}, copy ${copy ? copy.amount : "missing"}`
      })
      return {
        of,
        wrong:
          copies.size === charges.length ? wrong : [...wrong, `${copies.size} copies of ${charges.length} charges`],
      }
    },
  },
  {
    says: "the catalog's sums of each book are the ledger's",
    look: (history) =>
      each(history.ebooks, ({ id }) => {
        const sums = history.catalog.sums.find(({ ebookId }) => ebookId === id)
        const ledger = sumsOf(history, id)
        const copy = textOf(sums ?? NO_SUMS)
        return copy === ledger ? null : `book ${id}: ledger ${ledger}; catalog ${copy}`
      }),
  },
]

const sumOf = (rows: readonly RollupRow[]) => {
  const [attempts, pages] = [rows.map((row) => row.attempts), rows.map((row) => row.keptPages)]
  const add = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
  return `${toText(total(rows.map(({ amount }) => amount)))} of ${add(attempts)}, ${add(pages)} pages kept`
}

/** Of a book that was cancelled before anything was sent. */
const NO_SUMS = { amount: "0", charged: 0, unpriced: 0, unresolved: 0 }

const sameAmount = (one: string | null, other: string | null) =>
  one === null || other === null ? one === other : decimal(one).eq(decimal(other))

function sumsOf({ charges, unresolved, attempts }: History, id: string): string {
  const own = charges.filter(({ ebookId }) => ebookId === id)
  const ids = new Set(attempts.filter(({ ebookId }) => ebookId === id).map((attempt) => attempt.id))
  return textOf({
    amount: toText(total(own.map(({ amount }) => amount))),
    charged: own.length,
    unpriced: own.filter(({ amount }) => amount === null).length,
    unresolved: unresolved.filter(({ attemptId, resolved }) => !resolved && ids.has(attemptId)).length,
  })
}

const textOf = ({
  amount,
  charged,
  unpriced,
  unresolved,
}: {
  amount: string
  charged: number
  unpriced: number
  unresolved: number
}) => `${toText(decimal(amount))}, ${charged} charges, ${unpriced} unpriced, ${unresolved} unresolved`
