import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cookieOf, type House, MARA, openHouse } from "./house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
})
afterAll(() => house.close())

describe("signing out", () => {
  it("ends the session on the server and clears the cookie: the old cookie opens nothing any more", async () => {
    const cookie = await house.visit.signIn(MARA)
    const other = await house.visit.signIn(MARA)
    const answer = await house.visit.post("/logout", {}, { cookie })
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login"])
    expect(answer.headers.getSetCookie()[0]).toMatch(/^colophon_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(303)
    expect((await house.visit.get("/api/v1/ebooks", { cookie })).status).toBe(401)
    expect((await house.visit.get("/dashboard", { cookie: other })).status).toBe(200)
  })

  it("is no matter of GET", async () => {
    const cookie = await house.visit.signIn(MARA)
    expect((await house.visit.get("/logout", { cookie })).status).toBe(404)
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(200)
  })

  it("cannot be done by another site", async () => {
    const cookie = await house.visit.signIn(MARA)
    expect((await house.visit.post("/logout", {}, { cookie, origin: "https://evil.example" })).status).toBe(403)
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(200)
  })
})

describe("a session", () => {
  it("is refused once it has run out, and forgotten at the next signing in", async () => {
    const cookie = await house.visit.signIn(MARA)
    await house.db.execute(sql`update access.sessions set expires_at = now() - interval '1 second'`)
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(303)
    await house.visit.signIn(MARA)
    const { rows } = await house.db.execute(
      sql`select count(*)::int as n from access.sessions where expires_at < now()`,
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  it("cannot be made up from what the database knows", async () => {
    const cookie = await house.visit.signIn(MARA)
    const token = cookie.slice(0, cookie.indexOf("."))
    for (const forged of [token, `${token}.`, `${token}.${"A".repeat(43)}%3D`, `${cookie}x`, "colophon_session="]) {
      expect((await house.visit.get("/dashboard", { cookie: forged })).status).toBe(303)
    }
  })

  it("over plain http has an HttpOnly, SameSite=Lax cookie that http://127.0.0.1 takes", async () => {
    const [cookie, ...more] = (await house.visit.post("/login", MARA)).headers.getSetCookie()
    expect(more).toEqual([])
    expect(cookie).toMatch(/^colophon_session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it("over https has a Secure __Host- cookie, set and cleared", async () => {
    const secure = await openHouse({ baseUrl: "https://books.example", apiKey: null })
    try {
      await secure.feature.ensureFirstAdministrator(MARA.email, MARA.password)
      const answer = await secure.visit.post("/login", MARA)
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(
          /^__Host-colophon_session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
        ),
      ])
      const cookie = cookieOf(answer)
      expect((await secure.visit.get("/dashboard", { cookie })).status).toBe(200)
      const [cleared] = (await secure.visit.post("/logout", {}, { cookie })).headers.getSetCookie()
      expect(cleared).toMatch(/^__Host-colophon_session=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    } finally {
      await secure.close()
    }
  })
})
