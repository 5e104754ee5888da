import type { MarkName } from "../../shared/web/marks.ts"
import type { Delivery } from "./read-events.ts"
import { sentences } from "./sentences.ts"
import { durationText, waitText } from "./times.ts"

const say = sentences.delivery

/** "Error: ", which says nothing to a person; the event's own page shows it whole. */
const KIND_OF_ERROR = /^(\w*Error: )+/i

/** A delivery as its shape and its words; `why` is the failure that still stands. */
export type DeliveryTold = { mark: MarkName; hot: boolean; words: string; why: string | null }

export function deliveryTold(delivery: Omit<Delivery, "id" | "subscriber">, now: Date): DeliveryTold {
  const { state, tries, durationMs, waitsFor, nextAt } = delivery
  const error = delivery.error?.replace(KIND_OF_ERROR, "") ?? null
  const calm = { hot: false, why: null }
  if (state === "parked") return { mark: "parked", hot: true, words: "", why: say.parked(tries, error ?? say.noReason) }
  if (state === "handled") {
    const duration = durationText(durationMs ?? 0)
    if (tries <= 1) return { ...calm, mark: "approved", words: say.handled(duration) }
    return { ...calm, mark: "retried", words: say.handledAtTry(tries, duration) }
  }
  if (waitsFor !== null) return { ...calm, mark: "waiting", words: say.waits }
  if (tries === 0) return { ...calm, mark: "drawing", words: say.onItsWay }
  const wait = waitText(nextAt, now)
  const words = wait === null ? say.againNow(tries) : say.again(tries, wait)
  return { mark: "retried", hot: false, words, why: error }
}
