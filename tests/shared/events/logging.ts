import { describe, expect, it } from "vitest"
import { publish } from "../../../src/shared/events/transaction.ts"
import { until } from "../../support/until.ts"
import { deliveryOf, house, type Process, say, sayAtOnce } from "./house.ts"
import { mortal, tired, tryTimes } from "./mortals.ts"
import { pages, reader, turned } from "./readers.ts"

const lines = ({ logged }: Process, message: string) => logged().filter((line) => line["message"] === message)

export const logging = () =>
  describe("the log has one line", () => {
    const event = turned("a", 1)
    const about = { event: "test.page-turned", eventId: event.id, ebookId: "a", attemptId: "attempt of 1" }

    it("for each event that was said, with its book and attempt", async () => {
      const ada = house.exact()
      await say(ada, event)
      expect(lines(ada, "event published")).toEqual([
        { level: "info", time: expect.any(String), message: "event published", ...about },
      ])
    })

    it("for each handling, with its subscriber, its tries and its milliseconds", async () => {
      const both = house.exact(reader("ada"), reader("bob"))
      await say(both, event)
      await both.bus.drain()
      const handled = { level: "info", time: expect.any(String), message: "event handled", ...about }
      const measured = { tries: 1, ms: expect.any(Number) }
      expect(lines(both, "event handled")).toEqual(
        ["ada", "bob"].map((subscriber) => ({ ...handled, subscriber, ...measured })),
      )
    })

    it("for each handling of a batch", async () => {
      const ada = house.exact(reader("ada"))
      await sayAtOnce(ada, ...pages("x", 1, 30).map((book) => turned(book, 1)))
      ada.work()
      await until(() => lines(ada, "event handled").length >= 30)
      const handled = lines(ada, "event handled").map(({ ebookId }) => ebookId)
      expect(handled.sort()).toEqual(pages("x", 1, 30).sort())
    })

    it("for what a handler said, once it is true", async () => {
      let failing = true
      const ada = house.exact(
        reader("ada", async (tx, { book }) => {
          if (book !== "a") return
          await publish(tx, turned("b", 1))
          if (failing) throw new Error("not yet")
        }),
      )
      await say(ada, event)
      await ada.bus.drain()
      expect(lines(ada, "event published")).toHaveLength(1)
      failing = false
      await house.makeDue()
      await ada.bus.drain()
      expect(lines(ada, "event published").map(({ ebookId }) => ebookId)).toEqual(["a", "b"])
    })

    it("for each failure, with its error and its tries, and at the end that it is parked", async () => {
      tired.add("a1")
      const ada = house.exact(mortal("ada"))
      await say(ada, event)
      await tryTimes(ada, 9)
      tired.clear()
      const failures = ada.logged().filter(({ level }) => level === "error")
      expect(failures.map(({ tries }) => tries)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(failures[0]).toMatchObject({
        ...{ message: "event not handled, will be retried", error: "Error: ada is tired", subscriber: "ada" },
        ...about,
      })
      expect(failures[7]).toMatchObject({ message: "event parked", ...about })
      expect((await deliveryOf("a1")).state).toBe("parked")
    })
  })
