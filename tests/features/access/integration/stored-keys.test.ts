import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type House, MARA, openHouse } from "./house.ts"

let house: House
let cookie: string
beforeAll(async () => {
  house = await openHouse()
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
  cookie = await house.visit.signIn(MARA)
})
beforeEach(async () => {
  await house.db.execute(sql`delete from access.api_keys`)
})
afterAll(() => house.close())

const settings = async () => (await house.visit.get("/dashboard/settings", { cookie })).text()
const keyOf = (page: string) => /<code>(colophon_[\w-]{43})<\/code>/.exec(page)?.[1] ?? ""
const order = (key: string) => house.visit.get("/api/v1/ebooks", { authorization: `Bearer ${key}` })

async function makeKey(name: string): Promise<string> {
  const answer = await house.visit.post("/dashboard/settings/keys", { "key-name": name }, { cookie })
  expect(answer.status).toBe(200)
  return keyOf(await answer.text())
}
async function idOf(name: string): Promise<string> {
  const { rows } = await house.db.execute<{ id: string }>(sql`select id from access.api_keys where name = ${name}`)
  return String(rows[0]?.id)
}
async function lastUse(): Promise<unknown> {
  const { rows } = await house.db.execute(sql`select last_used_at::text as at from access.api_keys`)
  return rows[0]?.["at"]
}
async function untilUsed(): Promise<unknown> {
  for (;;) {
    const at = await lastUse()
    if (at !== null) return at
    await sleep(5)
  }
}

it("a key is shown once and opens the API under its name; only its fingerprint is kept", async () => {
  const key = await makeKey("Order desk")
  expect(await (await order(key)).json()).toEqual({ via: "api-key" })
  const inside = await house.visit.get("/dashboard", { authorization: `Bearer ${key}` })
  expect(await inside.text()).toBe("inside as Order desk")
  const page = await settings()
  expect(page).toContain(`${key.slice(0, 13)}…`)
  expect(page).not.toContain(key)
  const { rows } = await house.db.execute(sql`select * from access.api_keys`)
  expect(JSON.stringify(rows)).not.toContain(key.slice(13))
})

it.each([(key: string) => `${key}x`, (key: string) => key.slice(0, -1), (key: string) => key.toUpperCase()])(
  "a key that is not quite it is refused",
  async (spoil) => {
    expect((await order(spoil(await makeKey("Order desk")))).status).toBe(401)
  },
)

it("says who made it, that it was never used, and when it last was", async () => {
  const key = await makeKey("Order desk")
  expect(await settings()).toMatch(new RegExp(`by ${MARA.email}</span>.*never`, "s"))
  await order(key)
  await untilUsed()
  expect(await settings()).not.toContain('<span class="muted">never</span>')
})

it("writes the last use at most once a minute", async () => {
  const key = await makeKey("Order desk")
  await order(key)
  const first = await untilUsed()
  await Promise.all(Array.from({ length: 20 }, () => order(key)))
  await sleep(50)
  expect(await lastUse()).toBe(first)
  await house.db.execute(sql`update access.api_keys set last_used_at = now() - interval '61 seconds'`)
  const old = await lastUse()
  await order(key)
  while ((await lastUse()) === old) await sleep(5)
})

it("a last use that cannot be written fails no request", async () => {
  const key = await makeKey("Order desk")
  await house.db.execute(sql`alter table access.api_keys add constraint unused check (last_used_at is null)`)
  expect((await order(key)).status).toBe(200)
  while (!house.lines.join("").includes("could not be noted")) await sleep(5)
  await house.db.execute(sql`alter table access.api_keys drop constraint unused`)
  expect(house.lines.join("")).not.toContain(key)
})

it("a revoked key is refused at once, its name is free again, and it is still told of", async () => {
  const key = await makeKey("Order desk")
  expect((await order(key)).status).toBe(200)
  const revoke = async () =>
    house.visit.post(`/dashboard/settings/keys/${await idOf("Order desk")}/revoke`, {}, { cookie })
  expect((await revoke()).headers.get("location")).toBe("/dashboard/settings?done=revoked")
  expect((await order(key)).status).toBe(401)
  expect((await revoke()).status).toBe(404)
  expect(await settings()).toContain("1 revoked key")
  expect((await order(await makeKey("Order desk"))).status).toBe(200)
})

it.each([
  ["", "The key has no name. Write what will use it."],
  ["x".repeat(101), "A key’s name takes one line of up to 100 characters."],
  ["Order desk", "There is a key called Order desk. Take another name, or revoke that one first."],
])("refuses the name %j in a sentence beside the field, and keeps what was written", async (name, sentence) => {
  await makeKey("Order desk")
  const answer = await house.visit.post("/dashboard/settings/keys", { "key-name": name }, { cookie })
  const page = await answer.text()
  expect(answer.status).toBe(400)
  expect(page).toContain(sentence)
  expect(page).toContain(`id="key-name" name="key-name" type="text" value="${name}"`)
  expect(keyOf(page)).toBe("")
})

it("a key makes no keys and no people: whoever found a leaked one is out when it is revoked", async () => {
  const authorization = `Bearer ${await makeKey("Order desk")}`
  for (const path of [
    "keys",
    `keys/${await idOf("Order desk")}/revoke`,
    "people",
    "people/x/password",
    "people/x/delete",
  ]) {
    const answer = await house.visit.post(`/dashboard/settings/${path}`, { "key-name": "Another" }, { authorization })
    expect([path, answer.status]).toEqual([path, 403])
  }
  expect((await house.visit.get("/dashboard/settings", { authorization })).status).toBe(200)
})
