import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Catalog, openCatalog, titlesOn, words } from "../catalog.ts"
import { book } from "../events.ts"

let catalog: Catalog
beforeAll(async () => {
  catalog = await openCatalog({ simulated: true, signedIn: true })
})
afterAll(() => catalog.close())

/** Reads a stream of server-sent events, one message a call. */
async function listen(path: string) {
  const response = await catalog.request(path)
  if (!response.body) throw new Error("no stream")
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ""
  return {
    async next(): Promise<string> {
      while (!heard.includes("\n\n")) {
        const { done, value } = await reader.read()
        if (done) throw new Error("the stream has ended")
        heard += value
      }
      const end = heard.indexOf("\n\n") + 2
      const message = heard.slice(0, end).replaceAll(/^data: /gm, "")
      heard = heard.slice(end)
      return message
    },
    leave: () => reader.cancel(),
  }
}

describe("the dashboard that is open", () => {
  it("listens to what it shows: the same filter, search, order and page", async () => {
    const { text } = await catalog.get("/?status=drawing&q=dino&sort=title")
    expect(text).toContain('hx-sse:connect="/dashboard/live?status=drawing&amp;q=dino&amp;sort=title"')
  })

  it("is sent whole at once, again when something changed, and keeps its filter", async () => {
    const [dino, sea] = [book("dino", true), book("sea", true)]
    await catalog.happen(dino.requested({}), sea.requested({ title: "Sea" }), sea.paused("by-hand"))
    const stream = await listen("/dashboard/live?status=drawing&q=days")
    const first = await stream.next()
    expect([titlesOn(first), words(first).includes("0 of 26 drawn")]).toEqual([["Dino Days"], true])
    expect(first).not.toContain("<html")
    await catalog.happen(dino.drawn(0), dino.charged("0.04"))
    const second = await stream.next()
    expect(words(second)).toContain("1 of 26 drawn $0.04 simulated")
    expect(second).toContain('name="q" value="days"')
    await catalog.happen(dino.cancelled())
    expect(words(await stream.next())).toContain("Nothing was found for “days” under “Drawing”.")
    await stream.leave()
  })

  it("stays on the last page when its own is gone", async () => {
    const stream = await listen("/dashboard/live?page=7&status=paused")
    expect(titlesOn(await stream.next())).toEqual(["Sea"])
    await stream.leave()
  })
})
