import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import { publish } from "../../../src/shared/events/transaction.ts"
import { house, say } from "./house.ts"
import { closed, closer, door, pages, reader, turned } from "./readers.ts"

export const newcomers = () =>
  describe("a subscriber new to the database", () => {
    it("is given every event since the beginning, once and in order, whoever starts at once", async () => {
      const old = house.exact(reader("ada"))
      await old.bus.catchUp()
      await say(old, turned("a", 1), turned("a", 2))
      await old.bus.drain()
      const young = [house.exact(reader("ada"), reader("bob")), house.exact(reader("ada"), reader("bob"))]
      await Promise.all(young.map(({ bus }) => bus.catchUp()))
      for (const [i, one] of young.entries()) {
        await say(one, turned("a", 3 + i))
        await one.bus.catchUp()
        await one.bus.drain()
      }
      expect(await house.heard("bob")).toEqual(pages("a", 1, 4))
      expect(await house.heard("ada")).toEqual(pages("a", 1, 4))
    })

    it("is given, too, what was being said when it came", async () => {
      const old = house.exact(reader("ada"))
      await old.bus.catchUp()
      const committing = door()
      await say(old, turned("a", 1))
      const late = old.bus.transaction(async (tx) => {
        await publish(tx, turned("a", 2))
        await committing.pass()
      })
      await committing.reached
      const young = house.exact(reader("ada"), reader("bob"))
      const catching = young.bus.catchUp()
      await Promise.race([catching, sleep(100)])
      committing.open()
      await Promise.all([late, catching])
      await say(young, turned("a", 3))
      await young.bus.drain()
      expect(await house.heard("bob")).toEqual(pages("a", 1, 3))
    })

    it("is given, too, what a process says that does not know it yet", async () => {
      const [old, young] = [house.exact(reader("ada")), house.exact(reader("ada"), reader("bob"))]
      await old.bus.catchUp()
      await young.bus.catchUp()
      await say(old, turned("a", 1))
      await young.bus.drain()
      expect(await house.heard("bob")).toEqual(["a1"])
    })

    it("is not parked by a process that does not know it yet: its deliveries wait for one that does", async () => {
      const [old, young] = [house.exact(reader("ada")), house.exact(reader("ada"), reader("bob"))]
      await old.bus.catchUp()
      await young.bus.catchUp()
      await say(old, turned("a", 1))
      await old.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1"])
      await young.bus.drain()
      expect(await house.heard("bob")).toEqual(["a1"])
    })

    it("of a kind that only another version hears is left to that one, and it counts as no try", async () => {
      const [old, young] = [house.exact(reader("ada")), house.exact(reader("ada"), closer("ada"))]
      await young.bus.catchUp()
      await say(old, turned("a", 1), closed("a", 2), turned("a", 3))
      await old.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1"])
      await house.makeDue()
      await young.bus.drain()
      expect(await house.heard("ada")).toEqual(pages("a", 1, 3))
      expect((await house.deliveries()).map(({ tries }) => tries)).toEqual([1, 1, 1])
    })

    it("hears nothing new before it has caught up with the old", async () => {
      const old = house.exact(reader("ada"))
      await old.bus.catchUp()
      await say(old, turned("a", 1))
      const committing = door()
      const late = old.bus.transaction(async (tx) => {
        await publish(tx, turned("late", 1))
        await committing.pass()
      })
      await committing.reached
      const [young, twin] = [house.exact(reader("bob")), house.exact(reader("bob"))]
      const catching = young.bus.catchUp()
      await Promise.race([catching, sleep(100)])
      await say(old, turned("a", 2))
      await twin.bus.drain()
      committing.open()
      await Promise.all([late, catching])
      await twin.bus.drain()
      expect((await house.heard("bob")).filter((page) => page !== "late1")).toEqual(["a1", "a2"])
    })

    it("hears a kind of event that is new to it from the beginning, and the others not again", async () => {
      const ada = house.exact(reader("ada"))
      await ada.bus.catchUp()
      await say(ada, turned("a", 1), closed("b", 1))
      await ada.bus.drain()
      const grown = house.exact(reader("ada"), closer("ada"))
      await grown.bus.catchUp()
      await grown.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1", "b1"])
    })
  })
