import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import { startSandbox } from "../../src/sandbox/sandbox.ts"
import { loadModelList } from "../../src/shared/model-list.ts"

export const PAGE_MODEL = "google/gemini-2.5-flash-image"
export const COVER_MODEL = "google/gemini-3-pro-image"
export const CHAT_MODEL = "google/gemini-3.1-flash-image"
/** 324 characters, which the sandbox counts as 81 tokens. */
export const PROMPT = "A mandala for ages 3-5, black and white line art. ".padEnd(324, "x")
export const models = loadModelList("config/models.yaml")

export const freshLog = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), "sandbox-")), "charges.jsonl")

/** A sandbox for one test, with the calls its tests make. */
export async function running({ latencyMs = 0, chargeLogPath = "" } = {}) {
  const path = chargeLogPath || (await freshLog())
  const sandbox = await startSandbox({ models, chargeLogPath: path, port: 0, latencyMs })
  onTestFinished(() => sandbox.close())
  const root = sandbox.url.replace("/api/v1", "")
  const ask = (body: unknown = {}, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/images`, {
      method: "POST",
      headers: { authorization: "Bearer sk-or-test", "content-type": "application/json", ...headers },
      body:
        typeof body === "string"
          ? body
          : JSON.stringify({ model: PAGE_MODEL, prompt: PROMPT, aspect_ratio: "3:4", ...(body as object) }),
    })
  /** The same page asked for by the chat route. */
  const chat = (body: object = {}, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer sk-or-test", "content-type": "application/json", ...headers },
      body: JSON.stringify({
        model: CHAT_MODEL,
        messages: [{ role: "user", content: PROMPT }],
        modalities: ["image", "text"],
        image_config: { aspect_ratio: "3:4", image_size: "1K" },
        max_tokens: 8960,
        ...body,
      }),
    })
  const order = (...faults: unknown[]) =>
    fetch(`${root}/sandbox/faults`, { method: "POST", body: JSON.stringify({ faults }) })
  const charges = async () =>
    (await (await fetch(`${root}/sandbox/charges`)).json()) as {
      charges: { cost: string; attemptId: string | null }[]
      total: string
    }
  return { ...sandbox, path, root, ask, chat, order, charges }
}

type Reply = {
  created: number
  data: { b64_json: string; media_type: string }[]
  usage?: Record<string, unknown>
  error?: { code: number; message: string; metadata: Record<string, unknown> }
}
export const reply = async (response: Response): Promise<Reply> => (await response.json()) as Reply
export const imageIn = (body: Reply): Buffer => Buffer.from(body.data[0]?.b64_json ?? "", "base64")
