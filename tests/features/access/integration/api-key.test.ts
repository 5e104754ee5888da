import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, it } from "vitest"
import { API_KEY, type House, MARA, openHouse } from "./house.ts"

let house: House
let cookie: string
beforeAll(async () => {
  house = await openHouse()
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
  cookie = await house.visit.signIn(MARA)
})
afterAll(() => house.close())

const status = async (headers: Record<string, string>) => (await house.visit.get("/api/v1/ebooks", headers)).status

it.each([`Bearer ${API_KEY}`, `bearer ${API_KEY}`, `BEARER  ${API_KEY}`])(
  "opens API and pages: %s",
  async (authorization) => {
    const answer = await house.visit.get("/api/v1/ebooks", { authorization })
    expect([answer.status, await answer.json()]).toEqual([200, { via: "api-key" }])
    expect(await (await house.visit.get("/dashboard", { authorization })).text()).toBe("inside as API key")
  },
)

it.each([
  "Bearer",
  "Bearer ",
  `Bearer ${API_KEY}x`,
  `Bearer ${API_KEY.slice(0, -1)}`,
  `Bearer ${API_KEY.toUpperCase()}`,
])("a wrong key is refused, even with a good session beside it: %s", async (authorization) => {
  expect(await status({ authorization })).toBe(401)
  expect(await status({ authorization, cookie })).toBe(401)
  expect((await house.visit.get("/dashboard", { authorization, cookie })).status).toBe(303)
})

it("a password some proxy asks for does not stand in the way of the session", async () => {
  expect(await status({ authorization: "Basic bWFyYTp4", cookie })).toBe(200)
  expect(await status({ authorization: "Basic bWFyYTp4" })).toBe(401)
})

it("is no session: as a cookie or in the address it opens nothing", async () => {
  expect(await status({ cookie: `colophon_session=${API_KEY}` })).toBe(401)
  expect((await house.visit.get(`/api/v1/ebooks?key=${API_KEY}&access_token=${API_KEY}`)).status).toBe(401)
})

it.each([null, ""])("opens nothing where none is set (%j)", async (apiKey) => {
  const { visit } = house.another(apiKey)
  for (const authorization of ["Bearer", "Bearer ", "Bearer null", `Bearer ${API_KEY}`]) {
    expect((await visit.get("/api/v1/ebooks", { authorization })).status).toBe(401)
  }
})

it("is stored nowhere", async () => {
  await status({ authorization: `Bearer ${API_KEY}` })
  const { rows } = await house.db.execute(sql`
    select query_to_xml('select * from access.' || table_name, true, true, '')::text as dump
    from information_schema.tables where table_schema = 'access'`)
  expect(rows.length).toBeGreaterThan(4)
  expect(JSON.stringify(rows)).toContain(MARA.email)
  expect(JSON.stringify(rows)).not.toContain(API_KEY)
})
