import { Command } from "commander"
import type { Db } from "../../../shared/database/database.ts"
import { DomainError } from "../../../shared/errors.ts"
import { print, say } from "../../../shared/terminal.ts"
import { addWithPassword, newPassword, resetPassword } from "../infrastructure/passwords.ts"
import { findPerson, listPeople } from "../infrastructure/people.ts"
import * as person from "../infrastructure/person.ts"
import type { SignInDeps } from "../infrastructure/sign-in.ts"
import { readOptions, readStdin } from "./command-words.ts"

type Options = { email?: string; name?: string; passwordStdin?: true; json?: true }

/** `user create`, `reset-password` and `list`. No question is asked: a password comes by stdin or is made and printed. */
export function userCommands(deps: SignInDeps): Command {
  const user = new Command("user").description("people who may sign in")
  user
    .command("create")
    .description("let a person in; the first one of all needs no set-up link")
    .option("--email <address>", "to sign in with")
    .option("--name <name>", "as the others know them; the address without it")
    .option("--password-stdin", "read the password from stdin; without it one is made and printed")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => create(deps, options))
  user
    .command("reset-password")
    .description("set a new password and sign the person out everywhere")
    .option("--email <address>", "whose")
    .option("--password-stdin", "read the password from stdin; without it one is made and printed")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => reset(deps, options))
  user
    .command("list")
    .description("everybody who may sign in")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => list(deps.db, options.json === true))
  return user
}

async function create(deps: SignInDeps, options: Options): Promise<void> {
  const asked = { email: options.email, name: options.name ?? options.email }
  const { email, name } = readOptions({ email: person.email, name: person.name }, asked)
  const { password, shown } = await passwordOf(options)
  const added = await addWithPassword(deps, { name, email, password }, "whoever-is-in")
  if (added.outcome !== "added") {
    throw new DomainError("email-taken", `There is a user with ${email}; reset-password sets them a new password.`)
  }
  if (options.json) return print(JSON.stringify({ id: added.id, email, name, ...shown }))
  say(`${email} can sign in.`)
  if (shown.password) print(shown.password)
}

async function reset(deps: SignInDeps, options: Options): Promise<void> {
  const { email } = readOptions({ email: person.email }, { email: options.email })
  const known = await findPerson(deps.db, { email })
  if (!known) throw new DomainError("user-not-found", `There is no user with ${email}; create makes one.`, 404)
  const { password, shown } = await passwordOf(options)
  await resetPassword(deps, known, password)
  if (options.json) return print(JSON.stringify({ id: known.id, email, name: known.name, ...shown }))
  say(`${email} has a new password and is signed out everywhere.`)
  if (shown.password) print(shown.password)
}

/** `shown` holds a password that nobody has seen yet. */
async function passwordOf({ passwordStdin }: Options): Promise<{ password: string; shown: { password?: string } }> {
  if (!passwordStdin) {
    const password = newPassword()
    return { password, shown: { password } }
  }
  const { "password-stdin": password } = readOptions(
    { "password-stdin": person.password },
    { "password-stdin": await readStdin() },
  )
  return { password, shown: {} }
}

async function list(db: Db, asJson: boolean): Promise<void> {
  const people = await listPeople(db)
  if (asJson) return print(JSON.stringify({ items: people, total: people.length }))
  if (people.length === 0) return say("Nobody has an account yet.")
  for (const { email, name, createdAt, lastSignInAt } of people) {
    print([email, name, createdAt.toISOString(), lastSignInAt?.toISOString() ?? "not seen yet"].join("\t"))
  }
}
