import type { IncomingMessage } from "node:http"
import type { ModelList, Route } from "../shared/model-list.ts"
import { toText } from "../shared/money.ts"
import { readChargeLog, total } from "./charge-log.ts"
import { readChatRequest } from "./chat-request.ts"
import { discover } from "./discovery.ts"
import { type FaultQueue, readFaults } from "./faults.ts"
import { generate, type Studio } from "./generate.ts"
import { type ReadRequest, readImageRequest } from "./image-request.ts"
import type { Delivery } from "./unbilled.ts"
import { type Answer, answer, badRequest, keyAnswer, modelsAnswer, notFound, refuse, unauthorized } from "./wire.ts"

export type Sandbox = Studio & { models: ModelList; chargeLogPath: string; faults: FaultQueue }

/** 16 reference images of 4 MB fit. */
const BODY_LIMIT_BYTES = 96 * 1024 * 1024
const SESSION_ID_LIMIT = 256

export async function route(request: IncomingMessage, sandbox: Sandbox): Promise<Delivery> {
  const url = new URL(request.url ?? "/", "http://sandbox")
  const asked = `${request.method} ${url.pathname}`
  if (asked === "POST /api/v1/images") return drawn("images", request, sandbox)
  if (asked === "POST /api/v1/chat/completions") return drawn("chat", request, sandbox)
  return { ...(await plain(asked, { request, url, sandbox })), reach: "whole" }
}

type Plain = { request: IncomingMessage; url: URL; sandbox: Sandbox }

async function plain(
  asked: string,
  { request, url, sandbox: { models, faults, chargeLogPath } }: Plain,
): Promise<Answer> {
  switch (asked) {
    case "GET /api/v1/models":
      return hasKey(request) ? modelsAnswer(models, url.searchParams.get("output_modalities")) : unauthorized()
    case "GET /api/v1/key":
      return hasKey(request) && !faults.list().some(({ kind }) => kind === "unauthorized")
        ? keyAnswer()
        : unauthorized()
    case "GET /sandbox/charges": {
      const charges = await readChargeLog(chargeLogPath)
      return answer(200, { charges, total: toText(total(charges)) })
    }
    case "POST /sandbox/faults": {
      const ordered = readFaults(json(await bodyOf(request)))
      if (typeof ordered === "string") return badRequest(ordered)
      faults.add(ordered)
      return answer(201, { faults: faults.list() })
    }
    case "DELETE /sandbox/faults":
      faults.clear()
      return answer(200, { faults: [] })
    case "GET /sandbox/faults":
      return answer(200, { faults: faults.list() })
    default:
      return (request.method === "GET" && discover(url.pathname, models)) || notFound()
  }
}

const READERS: Readonly<Record<Route, ReadRequest>> = { images: readImageRequest, chat: readChatRequest }

/** Every model draws by both routes. */
async function drawn(route: Route, request: IncomingMessage, sandbox: Sandbox): Promise<Delivery> {
  const whole = (sent: Answer): Delivery => ({ ...sent, reach: "whole" })
  if (!hasKey(request)) return whole(unauthorized())
  const attemptId = [request.headers["x-session-id"]].flat()[0] ?? null
  if (attemptId && attemptId.length > SESSION_ID_LIMIT)
    return whole(badRequest("x-session-id takes at most 256 characters"))
  const text = await bodyOf(request)
  if (text === null) return whole(refuse({ code: 413, type: "payload_too_large", message: "Request Entity Too Large" }))
  const understood = READERS[route](text, sandbox.models)
  if (typeof understood === "string") return whole(badRequest(understood))
  const fault = sandbox.faults.take({ model: understood.model.id, prompt: understood.request.prompt, attemptId })
  const serving = fault?.kind === "served-by" ? fault.model : undefined
  const served = sandbox.models.models.find(({ id }) => id === serving) ?? understood.model
  return generate({ ...understood, route, served, attemptId, text, fault }, sandbox)
}

const hasKey = ({ headers }: IncomingMessage): boolean => /^Bearer \S+$/.test(headers.authorization ?? "")

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk)
  }
  return size > BODY_LIMIT_BYTES ? null : Buffer.concat(chunks).toString("utf8")
}

function json(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "")
  } catch {
    return undefined
  }
}
