import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { terminalOfEachTest } from "../../../support/terminal.ts"
import { answers, lists, openPriceHouse, PRO, type PriceHouse, REVIEWED } from "./price-house.ts"

let house: PriceHouse
const terminal = terminalOfEachTest()
const AT = "2026-12-10T12:00:00Z"
beforeAll(async () => {
  house = await openPriceHouse({ hasKey: true, at: AT })
})
beforeEach(async () => {
  await house.forget()
})
afterAll(() => house.close())

async function refresh(...words: string[]): Promise<void> {
  const command = house.feature.commands().find((one) => one.name() === "prices")
  if (!command) throw new Error("there is no command prices")
  await command.parseAsync(["refresh", ...words], { from: "user" })
}

describe("colophon prices refresh", () => {
  it("tells each price that changed, and that none did", async () => {
    house.state.answers = lists({ ...REVIEWED, image_output: "0.0001", completion: "-1", request: "0" })
    await refresh()
    expect(terminal.out).toBe(
      [
        `${PRO}\toutput_text\t-\t0.000012\t-\n`,
        `${PRO}\toutput_image\t-\t0.00012\t0.0001\n`,
        `${PRO}\trequest\t-\t-\t0\n`,
      ].join(""),
    )
    terminal.out = ""
    await refresh()
    expect([terminal.out, terminal.err, process.exitCode]).toEqual(["Every price is as it was.\n", "", undefined])
  })

  it("tells for which provider, size and condition a price is", async () => {
    const endpoint = (provider_name: string, cost_usd: number) => ({
      provider_name,
      pricing: [{ billable: "output_image", unit: "image", cost_usd, variant: "2k" }],
    })
    house.state.answers = {
      ...lists({ ...REVIEWED, overrides: [{ min_prompt_tokens: 200000, prompt: "0.000004" }] }),
      [`/images/models/${PRO}/endpoints`]: JSON.stringify({
        endpoints: [endpoint("Fal", 0.04), endpoint("V\u001b", 0.05)],
      }),
    }
    await refresh()
    expect(terminal.out.split("\n")).toEqual([
      `${PRO}\tinput_text\t{"min_prompt_tokens":"200000"}\t-\t0.000004`,
      `${PRO}\timage\tFal 2k\t-\t0.04`,
      `${PRO}\timage\tV  2k\t-\t0.05`,
      "",
    ])
  })

  it("tells the same as POST /prices/refresh with --json", async () => {
    house.state.answers = lists({ ...REVIEWED, prompt: "0.5" })
    await refresh("--json")
    const told = JSON.parse(terminal.out)
    await house.forget()
    house.state.answers = lists({ ...REVIEWED, prompt: "0.5" })
    expect((await house.call("POST", "/prices/refresh")).body).toEqual(told)
    expect(told.changes).toHaveLength(1)
  })

  it("ends with 1 where a model's endpoints could not be read, and tells the rest", async () => {
    house.state.answers = { ...lists({ ...REVIEWED, prompt: "0.5" }), [`/images/models/${PRO}/endpoints`]: 500 }
    await refresh()
    expect(terminal.out).toBe(`${PRO}\tinput_text\t-\t0.000002\t0.5\n`)
    expect([terminal.err, process.exitCode]).toEqual([expect.stringContaining(`The image endpoints of ${PRO}`), 1])
  })

  it("fails with a sentence where the list cannot be read, and where no key is set", async () => {
    house.state.answers = answers("<html>")
    await expect(refresh()).rejects.toThrow("The provider’s prices could not be read (")
    const keyless = await openPriceHouse({ hasKey: false, at: AT })
    const [command] = keyless.feature.commands().filter((one) => one.name() === "prices")
    const asked = command?.parseAsync(["refresh"], { from: "user" })
    await expect(asked).rejects.toThrow("No OpenRouter key is set")
    await keyless.close()
  })
})

describe("a process that runs on", () => {
  it("fetches the prices once a day, and an hour after that failed", async () => {
    const chore = house.feature.chores.find(({ name }) => name === "refresh prices")
    const later = async (hours: number, price: string | number) => {
      house.state.now = new Date(Date.parse(AT) + hours * 3_600_000)
      house.state.answers = typeof price === "number" ? answers(price) : lists({ ...REVIEWED, prompt: price })
      await chore?.run()
      const { body } = await house.call("GET", `/prices?model=${PRO}&meter=input_text&pageSize=1`)
      return body.items[0].unitPrice
    }
    expect(await later(0, "0.1"), "at the start").toBe("0.1")
    expect(await later(23, "0.2"), "on the same day").toBe("0.1")
    expect(await later(24, 500), "a day later, while the provider is down").toBe("0.1")
    expect(await later(25, "0.3"), "an hour after that").toBe("0.3")
    expect(await later(48, "0.4"), "less than a day after it worked").toBe("0.3")
  })
})
