import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type House, openHouse } from "./house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe("without a session or a key", () => {
  it.each(["/healthz", "/readyz", "/login", "/static/colophon.css"])("%s is open", async (path) => {
    expect((await house.visit.get(path)).status).toBe(200)
  })

  it.each(["/api/v1/ebooks", "/api/v1/nothing-here", "/api/openapi.json", "/api/auth/session", "/metrics"])(
    "%s is refused with a problem document",
    async (path) => {
      const answer = await house.visit.get(path)
      expect(answer.status).toBe(401)
      expect(answer.headers.get("content-type")).toBe("application/problem+json")
      expect(await answer.json()).toMatchObject({ status: 401, code: "unauthorized" })
    },
  )

  it.each([
    ["/", "/login"],
    ["/dashboard", "/login?next=%2Fdashboard"],
    ["/dashboard?page=2&q=a b", "/login?next=%2Fdashboard%3Fpage%3D2%26q%3Da%2520b"],
    ["/nothing-here", "/login?next=%2Fnothing-here"],
    ["/login/", "/login?next=%2Flogin%2F"],
    ["//evil.example/x", "/login?next=%2F%2Fevil.example%2Fx"],
  ])("the page %s leads to signing in", async (path, location) => {
    const answer = await house.visit.get(path)
    expect(answer.status).toBe(303)
    expect(answer.headers.get("location")).toBe(location)
  })

  it.each(["POST", "PUT", "PATCH", "DELETE", "HEAD"])(
    "%s is refused like GET, with nothing to come back to",
    async (method) => {
      const page = await house.visit.send("/dashboard", { method })
      expect([page.status, page.headers.get("location")]).toEqual([303, "/login"])
      expect((await house.visit.send("/api/v1/ebooks", { method })).status).toBe(401)
    },
  )

  it("a part of a page is refused with nothing to come back to", async () => {
    const answer = await house.visit.get("/dashboard", { "sec-fetch-dest": "empty" })
    expect(answer.headers.get("location")).toBe("/login")
  })

  it.each(["/api/auth/sign-up/email", "/api/auth/sign-in/email", "/sign-up/email"])(
    "nothing of better-auth answers at %s",
    async (path) => {
      const answer = await house.visit.post(path, { email: "eve@evil.example", password: "long enough", name: "Eve" })
      expect([401, 303]).toContain(answer.status)
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )

  it("signing in from another site's form is refused before the pair is looked at", async () => {
    const answer = await house.visit.post("/login", { email: "a@b.example" }, { origin: "https://evil.example" })
    expect(answer.status).toBe(403)
  })
})
