import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cookieOf, type House, MARA, openHouse } from "./house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
})
afterAll(() => house.close())

describe("signing in", () => {
  it("shows a plain form that keeps where one wanted to go", async () => {
    const page = await (await house.visit.get("/login?next=/dashboard%3Fpage%3D2")).text()
    expect(page).toContain('<form method="post" action="/login">')
    expect(page).toContain('name="next" value="/dashboard?page=2"')
    expect(page).not.toContain('role="alert"')
  })

  it("opens the house with the right pair, whatever the case and spaces of the address", async () => {
    const answer = await house.visit.post("/login", { email: " Mara@PaperBay.example ", password: MARA.password })
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"])
    const inside = await house.visit.get("/dashboard", { cookie: cookieOf(answer) })
    expect(await inside.text()).toBe("inside as mara@paperbay.example")
    expect(await (await house.visit.get("/api/v1/ebooks", { cookie: cookieOf(answer) })).json()).toEqual({
      via: "session",
    })
  })

  it("goes on to the page that was asked for", async () => {
    const answer = await house.visit.post("/login", { ...MARA, next: "/dashboard/costs?by=day#total" })
    expect(answer.headers.get("location")).toBe("/dashboard/costs?by=day#total")
  })

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "/.//evil.example", "/login"])(
    "never goes on to %s",
    async (next) => {
      const answer = await house.visit.post("/login", { ...MARA, next })
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"])
    },
  )

  it("answers a wrong password and an unknown address alike: 401, one sentence, the address kept", async () => {
    const bodies = await Promise.all(
      [MARA.email, "nobody@paperbay.example", 'x"><script>@paperbay.example'].map(async (email) => {
        const answer = await house.visit.post("/login", { email, password: "not this one" })
        expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
        const page = await answer.text()
        const kept = email.replace('"', "&quot;").replaceAll(">", "&gt;").replaceAll("<", "&lt;")
        expect(page).toContain(`value="${kept}"`)
        expect(page).toContain("That address and password do not belong together. Four tries are left.")
        return page.replace(kept, "")
      }),
    )
    expect(new Set(bodies).size).toBe(1)
  })

  it.each([{}, { email: MARA.email }, { password: MARA.password }, { ...MARA, password: "x".repeat(100_000) }])(
    "answers a form with something missing or far too long with the same page",
    async (fields) => {
      expect((await house.visit.post("/login", fields as Record<string, string>)).status).toBe(401)
    },
  )

  it("leads on who is already signed in", async () => {
    const cookie = await house.visit.signIn(MARA)
    const answer = await house.visit.get("/login", { cookie })
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"])
  })

  it("ends the session that was there before", async () => {
    const cookie = await house.visit.signIn(MARA)
    const again = await house.visit.post("/login", MARA, { cookie })
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(303)
    expect((await house.visit.get("/dashboard", { cookie: cookieOf(again) })).status).toBe(200)
  })
})
