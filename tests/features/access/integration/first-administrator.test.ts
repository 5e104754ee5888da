import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type House, MARA, openHouse } from "./house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(async () => {
  await house.db.execute(sql`delete from access.users`)
})
afterAll(() => house.close())

const users = async () => (await house.db.execute(sql`select email from access.users order by email`)).rows

it("is made once: fifty starts at the same instant make exactly one, who can sign in", {
  timeout: 60_000,
}, async () => {
  const starts = Array.from({ length: 50 }, (_, i) => {
    const { feature } = house.another(null)
    return feature.ensureFirstAdministrator(`start${i}@paperbay.example`, MARA.password)
  })
  const outcomes = await Promise.all(starts)
  expect(outcomes.filter((outcome) => outcome === "created")).toHaveLength(1)
  const email = `start${outcomes.indexOf("created")}@paperbay.example`
  expect(await users()).toEqual([{ email }])
  expect(await house.visit.signIn({ email, password: MARA.password })).not.toBe("")
})

it("is left alone by later settings", async () => {
  expect(await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)).toBe("created")
  expect(await house.feature.ensureFirstAdministrator(MARA.email, "another password")).toBe("exists")
  expect(await house.feature.ensureFirstAdministrator("eve@evil.example", "another password")).toBe("exists")
  expect(await users()).toEqual([{ email: MARA.email }])
  expect(await house.visit.signIn({ ...MARA, password: "another password" })).toBe("")
  expect(await house.visit.signIn(MARA)).not.toBe("")
})

it("is not made where any other user is", async () => {
  await house.db.execute(sql`insert into access.users (id, name, email) values ('u', 'Jo', 'jo@paperbay.example')`)
  expect(await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)).toBe("exists")
  expect(await users()).toEqual([{ email: "jo@paperbay.example" }])
})

it("is made whole or not at all", async () => {
  await house.db.execute(sql`alter table access.accounts add constraint broken check (password is null)`)
  await expect(house.feature.ensureFirstAdministrator(MARA.email, MARA.password)).rejects.toThrow("broken")
  await house.db.execute(sql`alter table access.accounts drop constraint broken`)
  expect(await users()).toEqual([])
})

it.each(["", "mara", "mara@", "@paperbay.example", "mara @paperbay.example"])(
  "needs an e-mail address: %j",
  async (email) => {
    await expect(house.feature.ensureFirstAdministrator(email, MARA.password)).rejects.toMatchObject({
      name: "DomainError",
      code: "invalid-setting",
      message: "ADMIN_EMAIL takes an e-mail address, such as mara@paperbay.example.",
    })
    expect(await users()).toEqual([])
  },
)

it.each(["", "seven77", "x".repeat(129)])("needs a password of a fair length: %j", async (password) => {
  await expect(house.feature.ensureFirstAdministrator(MARA.email, password)).rejects.toMatchObject({
    name: "DomainError",
    code: "invalid-setting",
    message: "ADMIN_PASSWORD takes a password of 8 to 128 characters.",
  })
  expect(await users()).toEqual([])
})

it.each(["8 chars!", "x".repeat(128), "contraseña de MARA 🖋"])("signs in with the password %j", async (password) => {
  await house.feature.ensureFirstAdministrator("Mara@PaperBay.example", password)
  expect(await house.visit.signIn({ email: MARA.email, password })).not.toBe("")
})
