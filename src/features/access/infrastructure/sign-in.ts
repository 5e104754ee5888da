import { eq, lte, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { quietly } from "../../../shared/errors.ts"
import type { Log } from "../../../shared/log.ts"
import { sha256 } from "../domain/secret.ts"
import type { Auth } from "./better-auth.ts"
import { sessions, users } from "./tables.ts"
import { forgetTries, giveTryBack, takeTry } from "./wrong-tries.ts"

/** Wrong tries until one has to wait. Many people may share one network address. */
export const TRIES_PER_ACCOUNT = 5
const TRIES_PER_ADDRESS = 20

export type Pair = { email: string; password: string }
export type From = { address: string; userAgent: string }
export type SignedIn =
  | { outcome: "signed-in"; cookies: string[] }
  | { outcome: "wrong-pair"; triesLeft: number }
  | { outcome: "too-many-tries"; waitSeconds: number }

export type SignInDeps = { db: Db; log: Log; auth: () => Promise<Auth> }

/** Tries the pair. The answer is the same for an address nobody has as for a wrong password. */
export async function signIn({ db, log, auth }: SignInDeps, { email, password }: Pair, from: From): Promise<SignedIn> {
  const place = sha256(`address ${from.address}`)
  const account = accountKey(email)
  const ofPlace = await takeTry(db, place, TRIES_PER_ADDRESS)
  if (!ofPlace.allowed) return tooMany(log, from, ofPlace.waitSeconds)
  const ofAccount = await takeTry(db, account, TRIES_PER_ACCOUNT)
  if (!ofAccount.allowed) {
    await giveTryBack(db, place)
    return tooMany(log, from, ofAccount.waitSeconds)
  }
  const cookies = await (await auth()).signIn(email, password, from.userAgent)
  if (!cookies) {
    log.warn({ address: from.address }, "signing in refused: wrong pair")
    return { outcome: "wrong-pair", triesLeft: Math.min(ofPlace.left, ofAccount.left) }
  }
  await forgetTries(db, account)
  await giveTryBack(db, place)
  await db.delete(sessions).where(lte(sessions.expiresAt, sql`now()`))
  await quietly(db.update(users).set({ lastSignInAt: sql`now()` }).where(eq(users.email, email.toLowerCase())))
  log.info({ address: from.address, user: email.toLowerCase() }, "signed in")
  return { outcome: "signed-in", cookies }
}

function tooMany(log: Log, { address }: From, waitSeconds: number): SignedIn {
  log.warn({ address, waitSeconds }, "signing in refused: too many wrong tries")
  return { outcome: "too-many-tries", waitSeconds }
}

/** Under which the wrong tries at an account are counted. */
export const accountKey = (email: string): string => sha256(`account ${email.toLowerCase()}`)
