import type { Route } from "../../../shared/model-list.ts"
import type { GenerateImage, Reply } from "../domain/ports.ts"

/** From the first byte sent to the last received; the slowest image models take about a minute. */
const DEADLINE_MS = 180_000
/** Ten 4K pictures in base64 stay below it. */
const MAX_BYTES = 64_000_000
/** Failures before the request was written; anything else may have been charged. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
])
const KEPT_HEADERS = ["content-type", "retry-after", "x-generation-id"]

const PATHS: Readonly<Record<Route, string>> = { images: "/images", chat: "/chat/completions" }

/** Speaks OpenRouter's `POST /images` and `POST /chat/completions`: one HTTP request per call, never repeated here. */
export function openRouterImageProvider({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): GenerateImage {
  return async ({ attemptId, route, body }) => {
    try {
      const response = await fetch(`${baseUrl}${PATHS[route]}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "accept-encoding": "identity",
          "x-session-id": attemptId,
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(DEADLINE_MS),
      })
      const headers = Object.fromEntries(KEPT_HEADERS.flatMap((name) => pair(name, response.headers.get(name))))
      return {
        kind: "answer",
        answer: { status: response.status, headers, body: await readAtMost(response, MAX_BYTES) },
      }
    } catch (error) {
      return whatWentWrong(error)
    }
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function whatWentWrong(error: unknown): Reply {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
  const problem = cause instanceof Error ? cause.message || code : String(cause)
  return { kind: NEVER_SENT.has(code) ? "not-sent" : "lost", problem }
}

const pair = (name: string, value: string | null): [string, string][] => (value === null ? [] : [[name, value]])
