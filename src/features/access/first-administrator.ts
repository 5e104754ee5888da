import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Db } from "../../shared/database/database.ts"
import { DomainError } from "../../shared/errors.ts"
import { quietly } from "./query-errors.ts"
import { accounts, users } from "./tables.ts"

/** In characters; OWASP ASVS 5.0, 6.2.1 and 6.2.9. */
export const PASSWORD_LENGTH = { min: 8, max: 128 }

const settings = z.object({
  ADMIN_EMAIL: z.email("an e-mail address, such as mara@paperbay.example"),
  ADMIN_PASSWORD: z
    .string()
    .min(PASSWORD_LENGTH.min, `a password of ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`)
    .max(PASSWORD_LENGTH.max, `a password of ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`),
})

/** Makes the first user, unless there is one. Throws a DomainError that names the variable and what it takes. */
export async function ensureFirstAdministrator(
  db: Db,
  hash: (password: string) => Promise<string>,
  setting: { email: string; password: string },
): Promise<"created" | "exists"> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = check(setting)
  const [anybody] = await db.select({ id: users.id }).from(users).limit(1)
  if (anybody) return "exists"

  const password = await hash(ADMIN_PASSWORD)
  const id = randomUUID()
  const email = ADMIN_EMAIL.toLowerCase()
  const making = db.transaction(async (tx) => {
    const made = await tx
      .insert(users)
      .values({ id, name: email, email, firstAdministrator: true })
      .onConflictDoNothing()
      .returning({ id: users.id })
    if (made.length === 0) return "exists"
    await tx
      .insert(accounts)
      .values({ id: randomUUID(), userId: id, accountId: id, providerId: "credential", password })
    return "created"
  })
  return quietly(making)
}

function check({ email, password }: { email: string; password: string }) {
  const read = settings.safeParse({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password })
  if (read.success) return read.data
  const fields = read.error.issues.map(({ path, message }) => {
    const field = path.join(".")
    return { field, message: `${field} takes ${message}.` }
  })
  throw new DomainError("invalid-setting", fields.map(({ message }) => message).join(" "), 422, fields)
}
