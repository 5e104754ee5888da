import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type House, MARA, openHouse } from "./house.ts"

const JO = { name: "Jo Okafor", email: "jo@paperbay.example" }

let house: House
let cookie: string
beforeAll(async () => {
  house = await openHouse()
  await comeInAsMara()
})
beforeEach(async () => {
  await house.db.execute(sql`delete from access.users where email <> ${MARA.email}`)
})
afterAll(() => house.close())

async function comeInAsMara(): Promise<void> {
  await house.db.execute(sql`delete from access.users`)
  await house.db.execute(sql`delete from access.rate_limit`)
  await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
  cookie = await house.visit.signIn(MARA)
}
const get = async (path = "") => (await house.visit.get(`/dashboard/settings${path}`, { cookie })).text()
const post = (path: string, fields: Record<string, string> = {}) =>
  house.visit.post(`/dashboard/settings/${path}`, fields, { cookie })
const addJo = () => post("people", { "person-name": JO.name, "person-email": JO.email })
const secretOf = async (answer: Response) => /<code>([a-zA-Z0-9-]{23})<\/code>/.exec(await answer.text())?.[1] ?? ""
async function idOf(email: string): Promise<string> {
  const { rows } = await house.db.execute<{ id: string }>(sql`select id from access.users where email = ${email}`)
  return String(rows[0]?.id)
}
/** What a person reads in the row of that name. */
const rowOf = (page: string, name: string) =>
  page
    .split("<tr>")
    .slice(1)
    .find((row) => row.includes(`>${name}<`))
    ?.replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")

describe("people", () => {
  it("are told with address, day and last sign-in", async () => {
    await addJo()
    const page = await get()
    expect(rowOf(page, MARA.email)).toMatch(
      /mara@paperbay\.example you mara@paperbay\.example \d+ \w+ \d{4} \d+ \w+ \d{4}, \d\d:\d\d/,
    )
    expect(rowOf(page, JO.name)).toMatch(/Jo Okafor jo@paperbay\.example \d+ \w+ \d{4} not seen yet/)
  })

  it("are added with a password that is shown once and opens the house", async () => {
    const password = await secretOf(await addJo())
    expect(await house.visit.signIn({ email: JO.email, password })).not.toBe("")
    expect(await get()).not.toContain(password)
  })

  it.each([
    ["", JO.email, "The name is empty."],
    [JO.name, "jo@", "“jo@” is no e-mail address."],
    [JO.name, MARA.email.toUpperCase(), `Somebody has an account with ${MARA.email}.`],
  ])("are refused as %j, %j in a sentence beside the field", async (name, email, sentence) => {
    const answer = await post("people", { "person-name": name, "person-email": email })
    const page = await answer.text()
    expect(answer.status).toBe(400)
    expect(page).toContain(sentence)
    expect(page).toContain("One thing to put right. Nothing was changed.")
    expect(page).toContain(`value="${email}"`)
  })

  it("who forgot a password get a new one, and are signed out everywhere", async () => {
    const old = await secretOf(await addJo())
    const theirs = await house.visit.signIn({ email: JO.email, password: old })
    const fresh = await secretOf(await post(`people/${await idOf(JO.email)}/password`))
    expect((await house.visit.get("/dashboard", { cookie: theirs })).status).toBe(303)
    expect(await house.visit.signIn({ email: JO.email, password: old })).toBe("")
    expect(await house.visit.signIn({ email: JO.email, password: fresh })).not.toBe("")
  })

  it("are deleted with their sessions, but neither by themselves nor the last one", async () => {
    const theirs = await house.visit.signIn({ email: JO.email, password: await secretOf(await addJo()) })
    const [mara, jo] = [await idOf(MARA.email), await idOf(JO.email)]
    expect((await post(`people/${mara}/delete`)).status).toBe(409)
    expect((await post(`people/${jo}/delete`)).headers.get("location")).toBe("/dashboard/settings?done=deleted")
    expect((await house.visit.get("/dashboard", { cookie: theirs })).status).toBe(303)
    expect(await get("?done=deleted")).toContain("The account is deleted")
    expect((await post(`people/${jo}/delete`)).status).toBe(404)
  })

  it.each(["nobody", "%00", "x".repeat(300)])("there is no page of %j", async (id) => {
    expect((await house.visit.get(`/dashboard/settings/people/${id}`, { cookie })).status).toBe(404)
  })
})

describe("one's own account", () => {
  beforeEach(comeInAsMara)

  it("takes another name, which the masthead shows and leads here from", async () => {
    const me = await idOf(MARA.email)
    expect((await post(`people/${me}/name`, { name: " Mara Lind " })).status).toBe(303)
    expect(await get()).toContain('<a href="/dashboard/settings">Mara Lind</a>')
    expect((await post(`people/${me}/name`, { name: "" })).status).toBe(400)
  })

  it("takes another password from who knows the current one, and keeps this browser in alone", async () => {
    const [me, elsewhere] = [await idOf(MARA.email), await house.visit.signIn(MARA)]
    const change = (current: string, next: string) => post(`people/${me}/own-password`, { current, next })
    expect((await change("not this one", "another password")).status).toBe(400)
    expect((await change(MARA.password, "short")).status).toBe(400)
    expect((await change(MARA.password, "another password")).status).toBe(303)
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(200)
    expect((await house.visit.get("/dashboard", { cookie: elsewhere })).status).toBe(303)
    expect(await house.visit.signIn({ ...MARA, password: "another password" })).not.toBe("")
  })

  it("is guessed at no more often than at the door", async () => {
    const me = await idOf(MARA.email)
    const guess = () => post(`people/${me}/own-password`, { current: "not this one", next: "another password" })
    for (let i = 0; i < 5; i++) expect(await (await guess()).text()).toContain("This is not your current password.")
    expect(await (await guess()).text()).toContain("Too many wrong tries. Wait 5 minutes, then try again.")
  })

  it("is nobody else's to change", async () => {
    await addJo()
    const jo = await idOf(JO.email)
    expect((await post(`people/${jo}/name`, { name: "Joe" })).status).toBe(403)
    expect((await post(`people/${jo}/own-password`, { current: MARA.password, next: "another password" })).status).toBe(
      403,
    )
  })
})

describe("the installation", () => {
  it("is told: version, database, room for pictures, and who is alive", async () => {
    const page = (await get()).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")
    expect(page).toContain("Version 0.1.0")
    expect(page).toContain("Database PostgreSQL 18.4 embedded, 48 MB")
    expect(page).toContain("Pictures 12.3 GB free /var/lib/colophon/assets")
    expect(page).toContain("Processes 1 alive 1 silent")
    expect(page).toMatch(/Web press-1, pid 4711 Alive 0\.1\.0 – 21 Nov 2026, 12:00/)
    expect(page).toMatch(/Worker press-2, pid 4711 No word 0\.1\.0 3 21 Nov 2026, 12:00/)
  })

  it("says when nobody draws", async () => {
    expect(await get()).toContain("Nobody draws")
  })
})
