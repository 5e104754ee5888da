import type { Route } from "../shared/model-list.ts"
import type { Fault } from "./faults.ts"
import { type Answer, answer, errorBody, type Refusal, refuse, unauthorized } from "./wire.ts"

/** An answer and how far it gets: whole, half of its body, its headers only, or not at all. */
export type Delivery = Answer & { reach: "whole" | "half" | "headers" | "nothing" }

const whole = (sent: Answer): Delivery => ({ ...sent, reach: "whole" })

export const UPSTREAM: Refusal = { code: 502, type: "provider_unavailable", message: "Provider returned error" }

/** Refusals have no finish reason on the images route: there they come as an error. */
const DECLINED: Refusal = { code: 403, type: "refusal", message: "The model declined to draw this" }

/** What ends a call before anything is drawn or billed; null where nothing does. */
export function withoutCharge(fault: Fault, route: Route): Delivery | null {
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
    case "refused":
      return route === "chat" ? null : whole(answer(200, errorBody(DECLINED)))
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
