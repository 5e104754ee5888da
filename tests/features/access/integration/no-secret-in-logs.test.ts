import { sql } from "drizzle-orm"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { API_KEY, type House, MARA, openHouse, SECRET } from "./house.ts"

const WRONG = "not this one, 4711"

let house: House
const printed: string[] = []
beforeEach(async () => {
  house = await openHouse()
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => printed.push(String(chunk)) > 0)
  }
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...said) => void printed.push(said.join(" ")))
  }
})
afterEach(async () => {
  vi.restoreAllMocks()
  printed.length = 0
  await house.close()
})

it("a life of signing in, out, wrong and by key leaves no password, token, key or secret behind", async () => {
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
  const cookie = await house.visit.signIn(MARA)
  await house.visit.post("/login", { ...MARA, password: WRONG }, { cookie })
  for (let i = 0; i < 6; i++) await house.visit.post("/login", { email: WRONG, password: MARA.password })
  await house.visit.get("/dashboard", { authorization: `Bearer ${API_KEY}` })
  await house.visit.get("/dashboard", { authorization: `Bearer ${API_KEY}x`, cookie })
  await house.visit.post("/logout", {}, { cookie })
  await house.visit.get("/dashboard", { cookie })
  expect(house.lines.join("")).toContain("signing in refused: wrong pair")
  expectNoSecret(cookie)
})

it.each(["sessions", "users", "accounts", "rate_limit"])(
  "nor does it when the table of %s is broken",
  async (table) => {
    await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
    const cookie = await house.visit.signIn(MARA)
    const hash = String(
      (await house.db.execute<{ password: string }>(sql`select password from access.accounts`)).rows[0]?.password,
    )
    await house.db.execute(sql.raw(`alter table access.${table} rename to broken`))
    const statuses = [
      await house.visit.get("/dashboard", { cookie }),
      await house.visit.post("/login", MARA),
      await house.visit.post("/logout", {}, { cookie }),
    ].map(({ status }) => status)
    expect(statuses).toContain(500)
    expect(house.lines.join("")).toContain("does not exist")
    expectNoSecret(cookie, hash)
  },
)

it("nor when the first administrator cannot be written", async () => {
  await house.db.execute(sql`alter table access.accounts add constraint broken check (password is null)`)
  const error = await house.feature.ensureFirstAdministrator(MARA.email, MARA.password).catch((reason: Error) => reason)
  expect(String(error)).toContain("broken")
  expect(`${error} ${error instanceof Error ? error.stack : ""}`).not.toMatch(/[0-9a-f]{32}:[0-9a-f]{64}/)
})

function expectNoSecret(cookie: string, hash = "no hash") {
  const all = [...house.lines, ...printed].join("")
  const token = cookie.slice(cookie.indexOf("=") + 1, cookie.indexOf("."))
  expect(token).toHaveLength(32)
  for (const secret of [MARA.password, WRONG, API_KEY, SECRET, token, hash]) expect(all).not.toContain(secret)
}
