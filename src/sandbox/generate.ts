import { createHash, randomBytes } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import sharp from "sharp"
import { decimal, toText } from "../shared/money.ts"
import { draw } from "./artist/draw.ts"
import type { Asked } from "./asked.ts"
import { bodyFor, CAPTION, REFUSAL } from "./bodies.ts"
import { blackImage, blankImage, greyImage, notAnImage } from "./broken-images.ts"
import type { ChargeLog } from "./charge-log.ts"
import type { Fault, UsageShape } from "./faults.ts"
import { pixels } from "./image-request.ts"
import { type Delivery, withoutCharge } from "./unbilled.ts"
import { type Bill, billFor, feeOf, NO_TOKENS, oddUsage, type Tokens, tokensIn, usageOf, usualTokens } from "./usage.ts"
import { answer } from "./wire.ts"

export type Studio = { chargeLog: ChargeLog; latencyMs: number; closing: AbortSignal }

/** Draws and bills one image. The charge is on disk before anything is answered; a caller who hung up is billed all the same. */
export async function generate(asked: Asked, { chargeLog, latencyMs, closing }: Studio): Promise<Delivery> {
  const { fault } = asked
  await wait(fault?.latencyMs ?? 0, undefined, { signal: closing })
  const unbilled = fault && withoutCharge(fault, asked.route)
  if (unbilled) return unbilled
  await wait(latencyMs, undefined, { signal: closing })
  const image = await imageFor(asked)
  const bill = billFor(asked.served, tokensFor(asked))
  const now = new Date()
  const created = Math.floor(now.getTime() / 1000)
  const generationId = `gen-${created}-${randomBytes(10).toString("hex")}`
  closing.throwIfAborted()
  if (fault?.kind !== "finish-error" || fault.charged)
    await chargeLog.append({
      at: now.toISOString(),
      generationId,
      attemptId: asked.attemptId,
      model: asked.served.id,
      promptTokens: bill.tokens.prompt,
      imageTokens: bill.tokens.image,
      cost: toText(decimal(bill.cost).plus(feeOf(bill, shapeOf(fault)))),
      requestSha256: createHash("sha256").update(asked.text).digest("hex"),
    })
  const body = bodyFor(asked, { generationId, created, image, usage: usagePart(fault, bill) })
  return { ...answer(200, body, { "x-generation-id": generationId }), reach: reachOf(fault) }
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

/** The model thinks so long where a fault asks for thought. */
const REASONING_TOKENS = 200

/** What the answer is made of. An error at the end, if it is not charged, and a hit of the response cache cost nothing. */
function tokensFor(asked: Asked): Tokens {
  const { fault } = asked
  const shape = shapeOf(fault)
  if (shape === "cache-hit" || (fault?.kind === "finish-error" && !fault.charged)) return NO_TOKENS
  const usual = usualTokens(asked)
  const picture = { ...usual, text: asked.route === "chat" ? tokensIn(CAPTION) : 0 }
  if (fault?.kind === "refused") return { ...usual, image: 0, text: tokensIn(REFUSAL) }
  if (shape === "cached") return { ...picture, cached: Math.floor(picture.prompt / 2) }
  return shape === "reasoning" ? { ...picture, reasoning: REASONING_TOKENS } : picture
}

const shapeOf = (fault: Fault | null): UsageShape | null => (fault?.kind === "usage" ? fault.shape : null)

function usagePart(fault: Fault | null, bill: Bill): Record<string, unknown> {
  if (fault?.kind === "no-usage") return {}
  return { usage: fault?.kind === "odd-usage" ? oddUsage(bill, fault.odd) : usageOf(bill, shapeOf(fault)) }
}
