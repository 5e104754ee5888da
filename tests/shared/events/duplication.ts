import { describe, expect, it } from "vitest"
import { publish } from "../../../src/shared/events/transaction.ts"
import { onlyTheSecondTime } from "../../support/database.ts"
import { until } from "../../support/until.ts"
import { house } from "./house.ts"
import { pages, reader, turned } from "./readers.ts"

const withoutRepeats = (heard: readonly string[]) => heard.filter((page, i) => page !== heard[i - 1])

export const duplication = () =>
  describe("with every delivery handled twice", () => {
    it("a line and its replay keep their order", async () => {
      const { bus } = house.enter([reader("ada")], onlyTheSecondTime())
      for (const number of [1, 2, 3]) await bus.transaction((tx) => publish(tx, turned("a", number)))
      await bus.drain()
      const heard = await house.heard("ada")
      expect(heard).toHaveLength(6)
      expect(withoutRepeats(heard)).toEqual(pages("a", 1, 3))
      await bus.replay("ada", null)
      await bus.drain()
      expect(withoutRepeats(await house.heard("ada"))).toEqual([...pages("a", 1, 3), ...pages("a", 1, 3)])
    })

    it("a relay keeps the order, in batches too", async () => {
      const ada = house.enter([reader("ada")], onlyTheSecondTime())
      await ada.bus.transaction(async (tx) => {
        for (let number = 1; number <= 12; number++)
          for (const book of ["a", "b"]) await publish(tx, turned(book, number))
      })
      ada.work()
      await until(house.allHandled)
      const heard = await house.heard("ada")
      expect(heard).toHaveLength(48)
      for (const book of ["a", "b"])
        expect(withoutRepeats(heard.filter((page) => page.startsWith(book)))).toEqual(pages(book, 1, 12))
    })
  })
