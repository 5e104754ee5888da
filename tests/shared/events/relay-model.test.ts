import fc from "fast-check"
import { expect, it } from "vitest"
import { createDelivering } from "../../../src/shared/events/delivering.ts"
import { freshDatabase } from "../../support/database.ts"
import { always, house, onServer } from "./house.ts"
import { reader } from "./readers.ts"
import { type Real, relayCommands } from "./relay-commands.ts"
import { emptyModel, type Model } from "./relay-model.ts"

/** A bus with two readers, and the hand that delivers to them: one step at a time, so many at once as one likes. */
async function begin(): Promise<{ model: Model; real: Real }> {
  await house.everybodyLeaves()
  await house.clear()
  const failing = new Set<string>()
  const readerOf = (name: string) =>
    reader(name, async (_, { book }) => {
      if (failing.has(`${name} ${book}`)) throw new Error("as planned")
    })
  const subscriptions = ["ada", "bob"].map(readerOf)
  const { bus, db, log } = house.exact(...subscriptions)
  await bus.catchUp()
  const subscribersOf = () => subscriptions.map(({ name }) => name)
  const deliver = createDelivering({ db, log, subscriptions, subscribersOf, acknowledge: always, announce: () => {} })
  const join = (name: string) => {
    subscriptions.push(readerOf(name))
    bus.subscribe([readerOf(name)])
  }
  const model = emptyModel()
  for (const { name } of subscriptions) model.lines.set(name, [])
  return { model, real: { bus, deliver, failing, join } }
}

onServer("any day of its life", freshDatabase, [
  () =>
    it("does what a model of plain lists does, and in the end everybody heard everything", async () => {
      await fc.assert(
        fc.asyncProperty(relayCommands, async (commands) => {
          const { model, real } = await begin()
          await fc.asyncModelRun(() => ({ model, real }), commands)
          real.failing.clear()
          await real.bus.retryParked(null)
          await house.makeDue()
          await real.bus.drain()
          expect(await house.allHandled()).toBe(true)
          for (const [name] of model.lines) {
            const heard = new Set(await house.heard(name))
            expect([...heard].sort()).toEqual(model.said.map(({ page }) => page).sort())
          }
        }),
        { numRuns: 8 },
      )
    }, 120_000),
])
