import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { DomainEvent } from "../../../../src/shared/events/domain-event.ts"
import type { Subscription } from "../../../../src/shared/events/event-handler.ts"
import type { Tx } from "../../../../src/shared/events/transaction.ts"
import { type Catalog, openCatalog } from "../catalog.ts"
import { book, NOW } from "../events.ts"

let catalog: Catalog
beforeAll(async () => {
  catalog = await openCatalog({ simulated: false, signedIn: true })
})
afterAll(() => catalog.close())

const dino = book("dino", false)
const circles = book("circles", true)

/** Each a second after the one before. */
function everySecond(events: readonly DomainEvent[]): DomainEvent[] {
  return events.map((event, seconds) => ({ ...event, occurredAt: new Date(NOW.getTime() + seconds * 1_000) }))
}

/** A book that was paused, failed, resumed, cancelled, renamed and deleted, with a page that came late, an answer that came later, and costs that were corrected. */
const STORY: readonly DomainEvent[] = everySecond([
  dino.requested({}),
  dino.begun(),
  dino.drawn(0),
  dino.charged("0.13", { attemptId: "a", pages: [0] }),
  dino.pageFailed(1),
  dino.pageFailed(2),
  dino.paused("no-credit"),
  dino.resumed(),
  dino.drawn(1),
  dino.renamed("Dinosaur Days", null),
  dino.failed([2]),
  dino.resumed(),
  dino.pageFailed(3),
  dino.cancelled(),
  dino.drawn(4),
  dino.charged(null, { attemptId: "b", pages: [3] }),
  dino.charged("0.04", { attemptId: "c", pages: [4] }),
  dino.deleted(),
  dino.restored(),
  dino.lost("c", [4]),
  dino.lost("d", [3]),
  dino.adjusted("a", "0.16", [0]),
  dino.adjusted("b", "0.02", [3]),
  dino.adjusted("a", "0.15", [0]),
  dino.adjusted("c", null, [4]),
  dino.lost("f", [3]),
  dino.adjusted("f", "0", [3]),
  dino.lost("g", [3]),
  dino.adjusted("g", "0", [3]),
  dino.charged("0.3", { attemptId: "g", pages: [3] }),
  circles.requested({ title: "Quiet Circles" }),
  circles.lost("e", [1]),
  circles.charged("0.02", { attemptId: "e" }),
  circles.paused("by-hand"),
])

/** One event for one of its subscribers, and how often in a row. */
type Delivery = { subscription: Subscription; event: DomainEvent; times: number }

const queueOf = ({ subscription, event }: Delivery) => `${subscription.name} ${event.aggregateId}`

/** What the bus promises: within a subscriber and an aggregate in order, for the rest in any; each at least once. */
const anyOrder = (deliveries: readonly Delivery[]): fc.Arbitrary<Delivery[]> => {
  const queues = [...Map.groupBy(deliveries, queueOf).values()]
  const turns = queues.flatMap((queue, index) => queue.map(() => index))
  return fc
    .tuple(
      fc.shuffledSubarray(turns, { minLength: turns.length }),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: turns.length, maxLength: turns.length }),
    )
    .map(([order, times]) => {
      const left = queues.map((queue) => [...queue])
      return order.flatMap((index, i) => {
        const next = left[index]?.shift()
        return next ? [{ ...next, times: times[i] ?? 1 }] : []
      })
    })
}

const deliver = ({ subscription, event, times }: Delivery) =>
  Array.from({ length: times }).reduce<Promise<void>>(
    (before) => before.then(() => catalog.db.transaction((tx) => subscription.handle(tx as Tx, event))),
    Promise.resolve(),
  )

describe("the catalog, whatever order events come in and however often", () => {
  it("is the same", async () => {
    await catalog.forgetAll()
    await catalog.happen(...STORY)
    const expected = await catalog.rows()
    expect(expected).toMatchObject([
      [
        { id: "circles", status: "paused", reason_code: "by-hand" },
        { id: "dino", title: "Dinosaur Days", author: null, status: "cancelled", drawn_count: 3, deleted: false },
      ],
      [{ number: 0 }, { number: 1 }, { number: 3, status: "failed" }, { number: 4, status: "drawn" }],
      [
        ...[
          { id: "a", amount: "0.15" },
          { id: "b", amount: "0.02" },
          { id: "c", charged: true, amount: null },
        ],
        ...[{ id: "d", charged: false }, { id: "e" }, { id: "f", amount: "0" }, { id: "g", amount: "0.3" }],
      ],
      [
        { ebook_id: "circles", amount: "0.02", charged_count: 1, unpriced_count: 0, unresolved_count: 0 },
        { ebook_id: "dino", amount: "0.47", charged_count: 5, unpriced_count: 1, unresolved_count: 1 },
      ],
    ])

    const deliveries = STORY.flatMap((event) =>
      catalog.subscriptions
        .filter((subscription) => subscription.event.name === event.name)
        .map((subscription) => ({ subscription, event, times: 1 })),
    )
    expect(deliveries.length).toBeGreaterThan(STORY.length)
    await fc.assert(
      fc.asyncProperty(anyOrder(deliveries), async (order) => {
        await catalog.forgetRows()
        for (const delivery of order) await deliver(delivery)
        expect(await catalog.rows()).toEqual(expected)
      }),
      { numRuns: 8 },
    )
  }, 60_000)

  it("is the same when all of it is handled at once on an empty catalog, and again when it is replayed", async () => {
    await catalog.forgetAll()
    await catalog.happen(...STORY)
    const expected = await catalog.rows()
    await catalog.forgetRows()
    for (const _ of ["filled", "replayed"]) {
      await catalog.db.execute("update events.deliveries set state = 'pending', next_at = now()")
      await Promise.all(Array.from({ length: 8 }, () => catalog.bus.drain()))
      const { rows } = await catalog.db.execute(
        "select * from events.deliveries where state <> 'handled' or last_error is not null",
      )
      expect(rows).toEqual([])
      expect(await catalog.rows()).toEqual(expected)
    }
  })
})
