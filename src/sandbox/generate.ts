import { createHash, randomBytes } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import sharp from "sharp"
import { draw } from "./artist/draw.ts"
import { blackImage, blankImage, greyImage, notAnImage } from "./broken-images.ts"
import type { ChargeLog } from "./charge-log.ts"
import type { Fault } from "./faults.ts"
import { pixels, type Understood } from "./image-request.ts"
import { type Bill, billFor, oddUsage, usageFor } from "./usage.ts"
import { type Answer, answer, errorBody, type Refusal, refuse, unauthorized } from "./wire.ts"

export type Asked = Understood & { attemptId: string | null; text: string; fault: Fault | null }
export type Studio = { chargeLog: ChargeLog; latencyMs: number; closing: AbortSignal }
/** An answer and how far it gets: whole, half of its body, its headers only, or not at all. */
export type Delivery = Answer & { reach: "whole" | "half" | "headers" | "nothing" }

const whole = (sent: Answer): Delivery => ({ ...sent, reach: "whole" })

/** Draws and bills one image. The charge is on disk before anything is answered; a caller who hung up is billed all the same. */
export async function generate(asked: Asked, { chargeLog, latencyMs, closing }: Studio): Promise<Delivery> {
  const { fault } = asked
  await wait(fault?.latencyMs ?? 0, undefined, { signal: closing })
  const unbilled = fault && withoutCharge(fault)
  if (unbilled) return unbilled
  await wait(latencyMs, undefined, { signal: closing })
  const image = await imageFor(asked)
  const bill = billFor(asked)
  const now = new Date()
  const generationId = `gen-${Math.floor(now.getTime() / 1000)}-${randomBytes(10).toString("hex")}`
  closing.throwIfAborted()
  await chargeLog.append({
    at: now.toISOString(),
    generationId,
    attemptId: asked.attemptId,
    model: asked.model.id,
    promptTokens: bill.promptTokens,
    imageTokens: bill.imageTokens,
    cost: bill.cost,
    requestSha256: createHash("sha256").update(asked.text).digest("hex"),
  })
  const created = Math.floor(now.getTime() / 1000)
  const body =
    fault?.kind === "error-in-200"
      ? { ...errorBody(UPSTREAM), usage: usageFor(bill) }
      : { created, data: dataFor(asked, image), ...usagePart(fault, bill) }
  return { ...answer(200, body, { "x-generation-id": generationId }), reach: reachOf(fault) }
}

const UPSTREAM: Refusal = { code: 502, type: "provider_unavailable", message: "Provider returned error" }

function withoutCharge(fault: Fault): Delivery | null {
  switch (fault.kind) {
    case "rate-limited": {
      const headers = fault.retryAfter === undefined ? undefined : { "retry-after": fault.retryAfter }
      return whole(refuse({ code: 429, type: "rate_limit_exceeded", message: "Rate limit exceeded" }, headers))
    }
    case "server-error":
      return whole(refuse({ ...SERVER_ERRORS[fault.status], code: fault.status }))
    case "unauthorized":
      return whole(unauthorized())
    case "payment-required":
      return whole(refuse({ code: 402, type: "payment_required", message: "Insufficient credits" }))
    case "moderated":
      return whole(refuse(MODERATED))
    case "reset-before-charge":
      return { ...answer(200, {}), reach: "nothing" }
    case "silence":
      return fault.charged ? null : { ...answer(200, {}), reach: "headers" }
    case "error-in-200":
      return fault.charged ? null : whole(answer(200, errorBody(UPSTREAM)))
    default:
      return null
  }
}

const SERVER_ERRORS: Record<500 | 502 | 503 | 524 | 529, { type: string; message: string }> = {
  500: { type: "server", message: "Internal Server Error" },
  502: UPSTREAM,
  503: { type: "provider_overloaded", message: "No provider meets the routing requirements" },
  524: { type: "timeout", message: "The provider did not answer in time" },
  529: { type: "provider_overloaded", message: "Provider overloaded" },
}
const MODERATED: Refusal = {
  code: 403,
  type: "content_policy_violation",
  message: "Your input was flagged",
  metadata: {
    reasons: ["violence"],
    flagged_input: "flagged by the sandbox",
    provider_name: "Google",
    model_slug: "sandbox",
  },
}

function reachOf(fault: Fault | null): Delivery["reach"] {
  if (fault?.kind === "truncated-body") return "half"
  if (fault?.kind === "charged-then-reset") return "nothing"
  return fault?.kind === "silence" ? "headers" : "whole"
}

async function imageFor({ request, model, fault }: Asked): Promise<Buffer> {
  const size = pixels(request, model)
  if (fault?.kind === "not-an-image") return notAnImage()
  const broken = { "grey-image": greyImage, "blank-image": blankImage, "black-image": blackImage }[
    fault?.kind as string
  ]
  const png = broken ? await broken(size) : await draw({ prompt: request.prompt, seed: request.seed ?? null, ...size })
  return request.output_format === "png" ? png : sharp(png).toFormat(request.output_format).toBuffer()
}

function dataFor({ request, fault }: Asked, image: Buffer): { b64_json: string; media_type: string }[] {
  if (fault?.kind === "no-image") return []
  const text = image.toString("base64")
  const b64_json = fault?.kind === "bad-base64" ? `%%%${text.slice(0, 1001)}` : text
  return [{ b64_json, media_type: `image/${request.output_format}` }]
}

function usagePart(fault: Fault | null, bill: Bill): { usage?: Record<string, unknown> } {
  if (fault?.kind === "no-usage") return {}
  return { usage: fault?.kind === "odd-usage" ? oddUsage(bill, fault.odd) : usageFor(bill) }
}
