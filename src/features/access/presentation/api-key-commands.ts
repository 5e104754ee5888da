import { Command } from "commander"
import type { Db } from "../../../shared/database/database.ts"
import { DomainError } from "../../../shared/errors.ts"
import { print, say } from "../../../shared/terminal.ts"
import { listKeys, makeKey, revokeKey } from "../infrastructure/api-keys.ts"
import * as person from "../infrastructure/person.ts"
import { readOptions } from "./command-words.ts"

type Options = { name?: string; json?: true }

/** `api-key create`, `list` and `revoke`. A key is printed when it is made and never again. */
export function apiKeyCommands(db: Db): Command {
  const apiKey = new Command("api-key").description("programs that may come in")
  apiKey
    .command("create")
    .description("make a key and print it, this once")
    .option("--name <name>", "what will use it")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => create(db, options))
  apiKey
    .command("list")
    .description("the keys in force, newest first")
    .option("--json", "one JSON document on stdout; with the revoked ones")
    .action((options: Options) => list(db, options.json === true))
  apiKey
    .command("revoke")
    .description("refuse a key from now on")
    .option("--name <name>", "which one")
    .option("--json", "one JSON document on stdout")
    .action((options: Options) => revoke(db, options))
  return apiKey
}

async function create(db: Db, options: Options): Promise<void> {
  const { name } = readOptions({ name: person.name }, { name: options.name })
  const made = await makeKey(db, name, null)
  if (made.outcome === "name-taken") {
    throw new DomainError("api-key-name-taken", `There is a key called ${name}; revoke it first, or take another name.`)
  }
  if (options.json) return print(JSON.stringify({ id: made.id, name, key: made.key }))
  say("This key is shown once. Send it as “Authorization: Bearer …”.")
  print(made.key)
}

async function list(db: Db, asJson: boolean): Promise<void> {
  const keys = await listKeys(db)
  if (asJson) return print(JSON.stringify({ items: keys, total: keys.length }))
  const inForce = keys.filter(({ revokedAt }) => revokedAt === null)
  if (inForce.length === 0) return say("No key is in force.")
  for (const { name, beginning, createdAt, lastUsedAt } of inForce) {
    print([`${beginning}…`, name, createdAt.toISOString(), lastUsedAt?.toISOString() ?? "never used"].join("\t"))
  }
}

async function revoke(db: Db, options: Options): Promise<void> {
  const { name } = readOptions({ name: person.name }, { name: options.name })
  if (!(await revokeKey(db, { name }))) {
    throw new DomainError("api-key-not-found", `There is no key called ${name} in force.`, 404)
  }
  if (options.json) return print(JSON.stringify({ name, revoked: true }))
  say(`${name} is refused from now on.`)
}
