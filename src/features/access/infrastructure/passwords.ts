import { randomBytes } from "node:crypto"
import { passwordFrom } from "../domain/password.ts"
import type { SignedInUser } from "./better-auth.ts"
import { type Added, addPerson, passwordHashOf, setPassword } from "./people.ts"
import { accountKey, type SignInDeps, TRIES_PER_ACCOUNT } from "./sign-in.ts"
import { forgetTries, takeTry } from "./wrong-tries.ts"

const RANDOM_BYTES = 20

/** A generated one, to be shown once. */
export const newPassword = (): string => passwordFrom(randomBytes(RANDOM_BYTES))

/** Adds a person who will sign in with this password. */
export async function addWithPassword(
  { db, auth }: SignInDeps,
  { password, ...person }: { name: string; email: string; password: string },
  when: "whoever-is-in" | "only-as-the-first",
): Promise<Added> {
  return addPerson(db, { ...person, passwordHash: await (await auth()).hash(password) }, when)
}

/** For somebody who forgot it: every session of theirs ends, and their wrong tries are forgotten. */
export async function resetPassword(
  { db, auth }: SignInDeps,
  person: { id: string; email: string },
  password: string,
): Promise<void> {
  await setPassword(db, person.id, await (await auth()).hash(password), null)
  await forgetTries(db, accountKey(person.email))
}

export type PasswordChange =
  | { outcome: "changed" }
  | { outcome: "wrong-password" }
  | { outcome: "too-many-tries"; waitSeconds: number }

/** One's own, by who knows the current one; guessed at no more often than at the door. All other sessions end. */
export async function changePassword(
  { db, auth }: SignInDeps,
  { id, email, sessionId }: SignedInUser,
  { current, next }: { current: string; next: string },
): Promise<PasswordChange> {
  const account = accountKey(email)
  const tried = await takeTry(db, account, TRIES_PER_ACCOUNT)
  if (!tried.allowed) return { outcome: "too-many-tries", waitSeconds: tried.waitSeconds }
  const { hash, matches } = await auth()
  const known = await passwordHashOf(db, id)
  if (known === null || !(await matches(current, known))) return { outcome: "wrong-password" }
  await forgetTries(db, account)
  await setPassword(db, id, await hash(next), sessionId)
  return { outcome: "changed" }
}
