import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { addPerson, removePerson } from "../../../../src/features/access/infrastructure/people.ts"
import { type Kernel, openKernel } from "../../../support/database.ts"

let kernel: Kernel
beforeAll(async () => {
  kernel = await openKernel()
  // Opened beforehand, so that what starts together runs together.
  await Promise.all(Array.from({ length: 20 }, () => kernel.db.execute(sql`select pg_sleep(0.1)`)))
})
beforeEach(async () => {
  await kernel.db.execute(sql`delete from access.users`)
})
afterAll(() => kernel.close())

const add = (name: string) =>
  addPerson(kernel.db, { name, email: `${name}@paperbay.example`, passwordHash: "none" }, "whoever-is-in")
const counted = async () =>
  (
    await kernel.db.execute(
      sql`select count(*)::int as people, count(first_administrator)::int as firsts from access.users`,
    )
  ).rows[0]

it("of twenty people added to an empty house all come in, and one is the first", async () => {
  const added = await Promise.all(Array.from({ length: 20 }, (_, i) => add(`p${i}`)))
  expect(new Set(added.map(({ outcome }) => outcome))).toEqual(new Set(["added"]))
  expect(await counted()).toEqual({ people: 20, firsts: 1 })
})

it("of twenty who delete each other one stays", async () => {
  const ids: string[] = []
  for (let i = 0; i < 20; i++) {
    const added = await add(`p${i}`)
    if (added.outcome === "added") ids.push(added.id)
  }
  const outcomes = await Promise.all(ids.map((id) => removePerson(kernel.db, id)))
  expect(outcomes.filter((outcome) => outcome === "last-one")).toHaveLength(1)
  expect(await counted()).toMatchObject({ people: 1 })
})
