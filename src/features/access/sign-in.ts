import { createHash } from "node:crypto"
import { lte, sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import type { Log } from "../../shared/log.ts"
import type { Auth } from "./better-auth.ts"
import { sessions } from "./tables.ts"
import { forgetTries, giveTryBack, takeTry } from "./wrong-tries.ts"

/** Wrong tries until one has to wait. Many people may share one network address. */
const TRIES_PER_ACCOUNT = 5
const TRIES_PER_ADDRESS = 20

export type Pair = { email: string; password: string }
export type From = { address: string; userAgent: string }
export type SignedIn =
  | { outcome: "signed-in"; cookies: string[] }
  | { outcome: "wrong-pair"; triesLeft: number }
  | { outcome: "too-many-tries"; waitSeconds: number }

type Deps = { db: Db; log: Log; auth: () => Promise<Auth> }

/** Tries the pair. The answer is the same for an address nobody has as for a wrong password. */
export async function signIn({ db, log, auth }: Deps, { email, password }: Pair, from: From): Promise<SignedIn> {
  const place = sha256(`address ${from.address}`)
  const account = sha256(`account ${email.toLowerCase()}`)
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
  log.info({ address: from.address, user: email.toLowerCase() }, "signed in")
  return { outcome: "signed-in", cookies }
}

function tooMany(log: Log, { address }: From, waitSeconds: number): SignedIn {
  log.warn({ address, waitSeconds }, "signing in refused: too many wrong tries")
  return { outcome: "too-many-tries", waitSeconds }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")
