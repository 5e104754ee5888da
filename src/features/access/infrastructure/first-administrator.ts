import { z } from "zod"
import type { Db } from "../../../shared/database/database.ts"
import { DomainError } from "../../../shared/errors.ts"
import { addPerson, isAnybodyIn } from "./people.ts"
import { email, password } from "./person.ts"

const settings = z.object({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password })

/** Makes the first user, unless there is one. Throws a DomainError that names the variable and what it takes. */
export async function ensureFirstAdministrator(
  db: Db,
  hash: (password: string) => Promise<string>,
  setting: { email: string; password: string },
): Promise<"created" | "exists"> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = check(setting)
  if (await isAnybodyIn(db)) return "exists"
  const person = { name: ADMIN_EMAIL, email: ADMIN_EMAIL, passwordHash: await hash(ADMIN_PASSWORD) }
  const { outcome } = await addPerson(db, person, "only-as-the-first")
  return outcome === "added" ? "created" : "exists"
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
