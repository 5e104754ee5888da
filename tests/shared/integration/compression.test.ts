import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { API_KEY, openTestApp, type TestApp } from "../../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
})
afterAll(() => test.close())

const ask = (path: string, encoding: string) =>
  test.app.web.request(path, { headers: { authorization: `Bearer ${API_KEY}`, "accept-encoding": encoding } })

describe("what goes over the wire", () => {
  it.each(["/", "/api/openapi.json", "/static/colophon.css", "/static/htmx.js"])(
    "is compressed for whoever takes that: %s",
    async (path) => {
      const [packed, plain] = [await ask(path, "gzip, br"), await ask(path, "identity")]
      expect(packed.headers.get("content-encoding")).toBe("gzip")
      expect(packed.headers.get("vary")).toContain("Accept-Encoding")
      const sent = Buffer.from(await packed.arrayBuffer())
      const text = await plain.text()
      expect(plain.headers.get("content-encoding")).toBeNull()
      expect(gunzipSync(sent).toString()).toBe(text)
      expect(sent.length).toBeLessThan(text.length / 2)
    },
  )

  it("is not compressed where that wins nothing or would hold it back: fonts, and a page that redraws itself", async () => {
    expect((await ask("/static/archivo-latin.woff2", "gzip")).headers.get("content-encoding")).toBeNull()
    const live = await ask("/dashboard/live", "gzip")
    expect(live.headers.get("content-encoding")).toBeNull()
    const reader = live.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/^data: /)
    await reader?.cancel()
  })
})
