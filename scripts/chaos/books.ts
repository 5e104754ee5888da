import { setTimeout as sleep } from "node:timers/promises"
import { API_KEY, type Installation } from "./installation.ts"

/** A person's way in. Asks again while the web process is away, for as long as a person would. */
const PATIENCE_MS = 60_000

export async function call<T>(webUrl: string, method: string, path: string, body?: object, key?: string): Promise<T> {
  const headers = {
    authorization: `Bearer ${API_KEY}`,
    ...(body ? { "content-type": "application/json" } : {}),
    ...(key ? { "idempotency-key": key } : {}),
  }
  const payload = body ? { body: JSON.stringify(body) } : {}
  const ask = async () => {
    const signal = AbortSignal.timeout(10_000)
    const answer = await fetch(`${webUrl}/api/v1${path}`, { method, headers, ...payload, signal })
    return { status: answer.status, text: await answer.text() }
  }
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const answer = await ask().catch(() => null)
    if (answer && answer.status < 300) return JSON.parse(answer.text) as T
    const isFinal = answer !== null && answer.status < 500
    if (isFinal || Date.now() > until)
      throw new Error(`${method} ${path}: ${answer ? `${answer.status} ${answer.text}` : "no answer"}`)
  }
}

type Ebook = { id: string; status: string; pages: { number: number; prompt: string }[] }

/** The smallest book there is, asked for once however often the web process dies meanwhile. */
export async function askForBook({ webUrl }: Installation, title: string, seed: number): Promise<Ebook> {
  const wish = { title, themeId: "mandalas", audience: "3-5", trim: "5x8", pageCount: 24, seed }
  const { id } = await call<{ id: string }>(webUrl, "POST", "/ebooks", wish, title)
  return call<Ebook>(webUrl, "GET", `/ebooks/${id}`)
}

/** As a person at the book's page. What its state forbids by now is nothing to insist on. */
export async function tellBook(
  { webUrl }: Installation,
  id: string,
  what: "pause" | "resume" | "cancel",
): Promise<void> {
  await call(webUrl, "POST", `/ebooks/${id}/${what}`).catch((error: unknown) => {
    if (!String(error).includes(": 409 ")) throw error
  })
}
