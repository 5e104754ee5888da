import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { cookieOf, type House, HTTP, MARA, openHouse } from "./house.ts"

const FORM = { ...MARA, name: "Mara Lind" }

let house: House
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(async () => {
  await house.db.execute(sql`delete from access.users`)
  await house.db.execute(sql`delete from access.set_up_links`)
})
afterAll(() => house.close())

async function newToken(): Promise<string> {
  const link = new URL((await house.feature.setUpLink()) ?? "")
  expect(link.origin + link.pathname).toBe(`${HTTP}/setup`)
  return link.searchParams.get("token") ?? ""
}
const open = (token: string) => house.visit.get(`/setup?token=${token}`)
const send = (token: string, change: Partial<typeof FORM> = {}) =>
  house.visit.post("/setup", { token, ...FORM, ...change })
const users = async () => (await house.db.execute(sql`select name, email from access.users`)).rows
const forgetAfter = (minutes: number) =>
  house.db.execute(sql`update access.set_up_links set expires_at = expires_at - make_interval(mins => ${minutes})`)

describe("with nobody in", () => {
  it("the link makes the first account, signs its owner in and leads to the first book", async () => {
    const token = await newToken()
    const page = await open(token)
    expect(page.status).toBe(200)
    const answer = await send(token)
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/dashboard/ebooks/new"])
    const inside = await house.visit.get("/dashboard", { cookie: cookieOf(answer) })
    expect(await inside.text()).toBe("inside as Mara Lind")
    expect(await users()).toEqual([{ name: "Mara Lind", email: MARA.email }])
    expect(await house.visit.signIn(MARA)).not.toBe("")
  })

  it("says until when the link works, by the database's clock", async () => {
    const text = await (await open(await newToken())).text()
    const { rows } = await house.db.execute<{ until: string }>(
      sql`select to_char(expires_at at time zone 'UTC', 'HH24:MI') as until from access.set_up_links`,
    )
    expect(text).toContain(`until ${rows[0]?.until} UTC`)
    expect(
      (
        await house.db.execute(sql`select from access.set_up_links where expires_at > now() + interval '29 minutes'
      and expires_at <= now() + interval '30 minutes'`)
      ).rowCount,
    ).toBe(1)
  })

  it("an older link works beside a newer one, and the first account ends both", async () => {
    const [older, newer] = [await newToken(), await newToken()]
    expect((await open(older)).status).toBe(200)
    await send(newer)
    expect((await open(older)).status).toBe(409)
    expect((await house.db.execute(sql`select from access.set_up_links`)).rowCount).toBe(0)
  })

  it("a link ends after 30 minutes, for the form that was opened in time too", async () => {
    const token = await newToken()
    await forgetAfter(29)
    expect((await open(token)).status).toBe(200)
    await forgetAfter(1)
    for (const answer of [await open(token), await send(token)]) {
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain("Start Colophon again and open the link that it prints.")
    }
    expect(await users()).toEqual([])
  })

  it.each(["", "nope", "A".repeat(43)])("the token %j opens nothing, however often it is tried", async (token) => {
    await newToken()
    const answers = await Promise.all([open(token), ...Array.from({ length: 40 }, () => send(token))])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]))
    expect(await users()).toEqual([])
  })

  it("a form that is wrong comes back with everything but the password, and the link still works", async () => {
    const token = await newToken()
    const answer = await send(token, { name: " ", email: 'mara"@', password: "seven77" })
    const text = await answer.text()
    expect(answer.status).toBe(400)
    expect(text).toContain("Three things to put right. The account is not made yet.")
    for (const field of ["name", "email", "password"]) {
      expect(text).toContain(`<a href="#${field}">`)
      expect(text).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="${field}-e"`))
    }
    expect(text).toContain('value="mara&quot;@"')
    expect(text).not.toContain("seven77")
    expect((await send(token)).status).toBe(303)
  })

  it.each([
    [{ name: "x".repeat(101) }, "A name takes one line of up to 100 characters."],
    [{ name: "Mara\nLind" }, "A name takes one line of up to 100 characters."],
    [{ email: "mara" }, "“mara” is no e-mail address. Write one such as mara@paperbay.example."],
    [{ password: "seven77" }, "This password has 7 characters. Take 8 to 128."],
    [{ password: "x".repeat(129) }, "This password has 129 characters. Take 8 to 128."],
  ])("says what is wrong with %j", async (change, sentence) => {
    expect(await (await send(await newToken(), change)).text()).toContain(sentence)
  })

  it("signing in says where the link is to be found", async () => {
    const text = await (await house.visit.get("/login")).text()
    expect(text).toContain("Nobody has an account yet")
    expect(text).not.toContain('name="password"')
  })
})

describe("with somebody in", () => {
  it("there is no link, and an old one says who may come in now", async () => {
    const token = await newToken()
    await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
    expect(await house.feature.setUpLink()).toBeNull()
    for (const answer of [await open(token), await send(token, { email: "eve@evil.example" })]) {
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([409, []])
      expect(await answer.text()).toContain('href="/login"')
    }
    expect(await users()).toEqual([{ name: MARA.email, email: MARA.email }])
    expect(await (await house.visit.get("/login")).text()).toContain('name="password"')
  })

  it("fifty forms sent at once make exactly one account", { timeout: 60_000 }, async () => {
    const token = await newToken()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send(token, { email: `first${i}@paperbay.example` })),
    )
    const made = answers.flatMap(({ status }, i) => (status === 303 ? [{ email: `first${i}@paperbay.example` }] : []))
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
    expect(await users()).toEqual([{ ...made[0], name: "Mara Lind" }])
  })
})

describe("the token", () => {
  it("stands in no log, no header, no address that the page leads to, and in no table", async () => {
    const token = await newToken()
    const answers = [await open(token), await send(token, { password: "short" })]
    const { rows } = await house.db.execute(sql`select * from access.set_up_links`)
    expect(JSON.stringify(rows)).not.toContain(token)
    await house.db.execute(sql`alter table access.set_up_links rename to broken`)
    answers.push(await open(token), await send(token))
    await house.db.execute(sql`alter table access.broken rename to set_up_links`)
    answers.push(await send(token), await open(token))
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 500, 500, 303, 409])
    for (const answer of answers) {
      expect(JSON.stringify([...answer.headers])).not.toContain(token)
      const linked = [...(await answer.text()).matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address)
      expect(linked.join()).not.toContain(token)
    }
    expect(house.lines.join("")).toContain("request failed")
    expect(house.lines.join("")).not.toContain(token)
  })

  it("is told to nobody as the page one comes from, while the browser still says whose form it is", async () => {
    expect((await open(await newToken())).headers.get("referrer-policy")).toBe("strict-origin")
  })
})
