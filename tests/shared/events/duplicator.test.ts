import { globSync, readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { on } from "../../../src/shared/events/event-handler.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { openTestApp, type TestApp } from "../../support/app.ts"
import { type Kernel, openKernel } from "../../support/database.ts"
import { until } from "../../support/until.ts"
import { PageTurned, turned } from "./readers.ts"

/** Every handling in a kernel, from now on. */
function handlingsIn({ bus }: Kernel): string[] {
  const handled: string[] = []
  bus.subscribe([on(PageTurned, "test.counter", async (_, { aggregateId }) => void handled.push(aggregateId))])
  return handled
}
const say = ({ bus }: Kernel, book: string) => bus.transaction((tx) => publish(tx, turned(book, 1)))

describe("in the whole test suite, every delivery is handled twice", () => {
  let kernel: Kernel
  let app: TestApp
  beforeAll(async () => {
    kernel = await openKernel()
    app = await openTestApp({ real: false, leaseSeconds: 10 })
  })
  afterAll(async () => {
    await kernel.close()
    await app.close()
  })

  it("by draining", async () => {
    const handled = handlingsIn(kernel)
    await say(kernel, "a")
    await kernel.bus.drain()
    expect(handled).toEqual(["a", "a"])
  })

  it("by the relay of the app that tests open", async () => {
    const handled = handlingsIn(app.kernel)
    await say(app.kernel, "a")
    await app.untilHandled()
    await until(() => handled.length > 1)
    expect(handled).toEqual(["a", "a"])
  })

  it("and a bus without that is made only where a reason stands beside it", () => {
    const makers = globSync("tests/**/*.ts").filter((file) => /createEventBus\(/.test(readFileSync(file, "utf8")))
    expect(makers.sort()).toEqual([
      // The screens are looked at, and the wait is half as long.
      "tests/screens/axe.test.ts",
      // The rules of the bus itself count; some of them have the duplicator on.
      "tests/shared/events/house.ts",
      "tests/shared/events/waking.ts",
      // The duplicator.
      "tests/support/database.ts",
    ])
  })
})
