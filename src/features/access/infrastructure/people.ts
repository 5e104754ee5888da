import { randomUUID } from "node:crypto"
import { and, asc, eq, getTableColumns, ne, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { quietly } from "../../../shared/errors.ts"
import { accounts, sessions, setUpLinks, users } from "./tables.ts"

export type NewPerson = { name: string; email: string; passwordHash: string }
export type Added = { outcome: "added"; id: string } | { outcome: "email-taken" } | { outcome: "not-the-first" }

const { id, name, email, createdAt, lastSignInAt } = getTableColumns(users)
const seen = { id, name, email, createdAt, lastSignInAt }
export type Person = { id: string; name: string; email: string; createdAt: Date; lastSignInAt: Date | null }

type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0]
/** One at a time: who comes second sees what the first one did. */
const lockUsers = (tx: Tx) => tx.execute(sql`lock table ${users} in share row exclusive mode`)

export async function isAnybodyIn(db: Pick<Db, "select">): Promise<boolean> {
  return (await db.select({ id }).from(users).limit(1)).length > 0
}

/** Everybody who may come in, the longest here first. */
export const listPeople = (db: Db): Promise<Person[]> => db.select(seen).from(users).orderBy(asc(createdAt), asc(id))

export async function findPerson(db: Db, by: { id: string } | { email: string }): Promise<Person | null> {
  const is = "id" in by ? eq(id, by.id) : eq(email, by.email.trim().toLowerCase())
  const [person] = await quietly(db.select(seen).from(users).where(is))
  return person ?? null
}

/** The first one of all is the first administrator and ends every set-up link. */
export function addPerson(db: Db, person: NewPerson, when: "whoever-is-in" | "only-as-the-first"): Promise<Added> {
  const adding = db.transaction(async (tx): Promise<Added> => {
    await lockUsers(tx)
    const isFirst = !(await isAnybodyIn(tx))
    if (!isFirst && when === "only-as-the-first") return { outcome: "not-the-first" }
    const id = randomUUID()
    const row = { id, name: person.name, email: person.email, firstAdministrator: isFirst || null }
    const made = await tx.insert(users).values(row).onConflictDoNothing().returning({ id: users.id })
    if (made.length === 0) return { outcome: "email-taken" }
    const account = { id: randomUUID(), userId: id, accountId: id, providerId: "credential" }
    await tx.insert(accounts).values({ ...account, password: person.passwordHash })
    if (isFirst) await tx.delete(setUpLinks)
    return { outcome: "added", id }
  })
  return quietly(adding)
}

export async function renamePerson(db: Db, personId: string, name: string): Promise<void> {
  await quietly(db.update(users).set({ name, updatedAt: sql`now()` }).where(eq(id, personId)))
}

/** The hash to compare a password with; null if the person has none here. */
export async function passwordHashOf(db: Db, personId: string): Promise<string | null> {
  const own = and(eq(accounts.userId, personId), eq(accounts.providerId, "credential"))
  const [row] = await quietly(db.select({ password: accounts.password }).from(accounts).where(own))
  return row?.password ?? null
}

/** Ends every session of the person but the one to keep. */
export function setPassword(db: Db, personId: string, passwordHash: string, keepSession: string | null): Promise<void> {
  const setting = db.transaction(async (tx) => {
    const own = and(eq(accounts.userId, personId), eq(accounts.providerId, "credential"))
    await tx.update(accounts).set({ password: passwordHash, updatedAt: sql`now()` }).where(own)
    const theirs = eq(sessions.userId, personId)
    await tx.delete(sessions).where(keepSession === null ? theirs : and(theirs, ne(sessions.id, keepSession)))
  })
  return quietly(setting)
}

/** With their sessions. The last one stays, or nobody could come in. */
export function removePerson(db: Db, personId: string): Promise<"removed" | "last-one"> {
  const removing = db.transaction(async (tx) => {
    await lockUsers(tx)
    const others = await tx.select({ id }).from(users).where(ne(id, personId)).limit(1)
    if (others.length === 0) return "last-one"
    await tx.delete(users).where(eq(id, personId))
    return "removed"
  })
  return quietly(removing)
}
