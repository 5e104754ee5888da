import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type House, MARA, openHouse } from "./house.ts"

const WRONG = { ...MARA, password: "not this one" }

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
})
beforeEach(async () => {
  await house.db.execute(sql`delete from access.rate_limit`)
})
afterAll(() => house.close())

const agoMinutes = (minutes: number) =>
  house.db.execute(sql`update access.rate_limit set last_try_at = last_try_at - make_interval(mins => ${minutes})`)

async function sentence(answer: Response): Promise<string> {
  return /role="alert">.*?<span>(.*?)<\/span>/s.exec(await answer.text())?.[1] ?? ""
}

it("counts down five wrong tries and then says how long to wait, even to the right password", async () => {
  const said: string[] = []
  for (let i = 0; i < 5; i++) said.push(await sentence(await house.visit.post("/login", WRONG)))
  expect(said).toEqual(
    ["Four tries are", "Three tries are", "Two tries are", "One try is", "No try is"].map(
      (left) => `That address and password do not belong together. ${left} left.`,
    ),
  )
  const refused = await house.visit.post("/login", MARA)
  expect(refused.status).toBe(429)
  expect(refused.headers.getSetCookie()).toEqual([])
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(290)
  expect(await sentence(refused)).toBe("Too many wrong tries. Wait 5 minutes, then try again.")
})

it("lets one in again when the time is up; asking in between does not prolong it", async () => {
  for (let i = 0; i < 5; i++) await house.visit.post("/login", WRONG)
  await agoMinutes(4)
  const refused = await house.visit.post("/login", MARA)
  expect(await sentence(refused)).toMatch(/^Too many wrong tries\. Wait (1 minute|5\d seconds), then try again\.$/)
  await agoMinutes(1)
  expect((await house.visit.post("/login", MARA)).status).toBe(303)
})

it("forgets the wrong tries after the right one, and right ones are never limited", async () => {
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) await house.visit.post("/login", WRONG)
    expect((await house.visit.post("/login", MARA)).status).toBe(303)
  }
  for (let i = 0; i < 6; i++) expect((await house.visit.post("/login", MARA)).status).toBe(303)
  expect((await house.db.execute(sql`select 1 from access.rate_limit where count > 8`)).rows).toEqual([])
})

it("limits an address nobody has in the same words", async () => {
  const nobody = { ...WRONG, email: "nobody@paperbay.example" }
  for (let i = 0; i < 5; i++) await house.visit.post("/login", nobody)
  const refused = await house.visit.post("/login", nobody)
  expect([refused.status, await sentence(refused)]).toEqual([
    429,
    "Too many wrong tries. Wait 5 minutes, then try again.",
  ])
})

it("looks at five passwords of thirty tried at once, from wherever they come and however the address is spelled", async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => {
      const email = i % 2 === 0 ? MARA.email : ` ${MARA.email.toUpperCase()}`
      return house.visit.post("/login", { ...WRONG, email }, {}, `192.0.2.${i}`)
    }),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(25)
})

it("limits one network address that tries many accounts, and nobody else", async () => {
  const statuses: number[] = []
  for (let i = 0; i < 22; i++) {
    statuses.push((await house.visit.post("/login", { ...WRONG, email: `p${i}` })).status)
  }
  expect(statuses).toEqual([...Array(20).fill(401), 429, 429])
  expect((await house.visit.post("/login", MARA)).status).toBe(429)
  expect((await house.visit.post("/login", MARA, {}, "192.0.2.2")).status).toBe(303)
})

it("does not believe a forwarded address where no proxy stands in front", async () => {
  const tried = (i: number) =>
    house.visit.post("/login", { ...WRONG, email: `q${i}` }, { "x-forwarded-for": `198.51.100.${i}` })
  for (let i = 0; i < 20; i++) await tried(i)
  expect((await tried(20)).status).toBe(429)
})

it("takes the last hop for the visitor where one stands in front", async () => {
  const proxied = await openHouse({ baseUrl: "https://books.example", apiKey: null })
  try {
    const tried = (i: number, hop: string) =>
      proxied.visit.post("/login", { ...WRONG, email: `r${i}` }, { "x-forwarded-for": `10.0.0.${i}, ${hop}` })
    for (let i = 0; i < 20; i++) await tried(i, "203.0.113.9")
    expect((await tried(20, "203.0.113.9")).status).toBe(429)
    expect((await tried(21, "203.0.113.10")).status).toBe(401)
  } finally {
    await proxied.close()
  }
})
