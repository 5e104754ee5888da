import type { Problem } from "../../../shared/web/fields.ts"
import * as person from "../infrastructure/person.ts"
import { sentences } from "./sentences.ts"

const say = sentences.problems

/** What is wrong with a name somebody wrote into `field`, or the name as it is kept. */
export function checkName(field: string, written: string, what: "person" | "key"): Checked {
  const read = person.name.safeParse(written)
  if (read.success) return { value: read.data, problem: null }
  const words = what === "person" ? say.personName : say.keyName
  const sentence = written.trim() === "" ? words.empty : words.wrong(person.LONGEST_NAME)
  return { value: null, problem: { field, target: field, link: words.link, sentence } }
}

export function checkEmail(field: string, written: string): Checked {
  const read = person.email.safeParse(written)
  if (read.success) return { value: read.data, problem: null }
  const sentence = written.trim() === "" ? say.email.empty : say.email.wrong(written.trim().slice(0, SHOWN))
  return { value: null, problem: { field, target: field, link: say.email.link, sentence } }
}

export function checkPassword(field: string, written: string): Checked {
  const read = person.password.safeParse(written)
  if (read.success) return { value: read.data, problem: null }
  const sentence = written === "" ? say.password.empty : say.password.wrong(written.length)
  return { value: null, problem: { field, target: field, link: say.password.link, sentence } }
}

/** As much of a wrong address as a sentence bears. */
const SHOWN = 60

type Checked = { value: string; problem: null } | { value: null; problem: Problem }
