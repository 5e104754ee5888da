import pg from "pg"
import type { Moment, Statement } from "./crash-points.ts"

type Query = (this: object, ...given: unknown[]) => unknown

/** Passes every statement of this process on to `pass` before it is sent and after it was answered, and every commit. */
export function watchStatements(pass: (moment: Moment) => void): void {
  const client = pg.Client.prototype as unknown as { query: Query }
  const send = client.query
  const open = new WeakMap<object, Statement[]>()

  client.query = function (...given) {
    const statement = readStatement(given)
    if (!statement) return send.apply(this, given)
    if (/^\s*begin/i.test(statement.text)) open.set(this, [])
    const transaction = open.get(this) ?? []
    const isCommit = /^\s*commit/i.test(statement.text)
    const moment = (when: "before" | "after"): Moment =>
      isCommit ? { of: "commit", when, transaction } : { of: "statement", when, statement, transaction }
    try {
      pass(moment("before"))
    } catch (error) {
      return Promise.reject(error)
    }
    if (isCommit || /^\s*rollback/i.test(statement.text)) open.delete(this)
    else transaction.push(statement)
    return tellingAnswer(
      given,
      () => pass(moment("after")),
      (all) => send.apply(this, all),
    )
  }
}

/** Sends it and calls `then` once it was answered: by a promise, or by the callback that a pool gives. */
function tellingAnswer(given: unknown[], then: () => void, send: (given: unknown[]) => unknown): unknown {
  const callback = given.at(-1)
  if (typeof callback !== "function") {
    const answer = send(given)
    return answer instanceof Promise ? answer.finally(then) : answer
  }
  const told = (error: unknown, result: unknown) => {
    then()
    callback(error, result)
  }
  return send([...given.slice(0, -1), told])
}

function readStatement([first, second]: unknown[]): Statement | null {
  const config = (typeof first === "string" ? { text: first } : first) as { text?: unknown; values?: unknown } | null
  if (typeof config?.text !== "string") return null
  const values = Array.isArray(second) ? second : config.values
  return { text: config.text, parameters: Array.isArray(values) ? values.map(String).join("\n") : "" }
}
