import { z } from "zod"

const milliseconds = z.int().min(0).max(600_000)
const common = {
  times: z.int().min(1).max(10_000).default(1),
  match: z
    .strictObject({
      model: z.string().optional(),
      promptIncludes: z.string().optional(),
      attemptId: z.string().optional(),
    })
    .default({}),
}
const delayed = { ...common, latencyMs: milliseconds.default(0) }
const kind = <K extends string>(name: K) => z.strictObject({ kind: z.literal(name), ...delayed })
const mayCharge = <K extends string>(name: K) => kind(name).extend({ charged: z.boolean().default(false) })

const PLAIN = [
  "truncated-body",
  "charged-then-reset",
  "reset-before-charge",
  "no-image",
  "bad-base64",
  "not-an-image",
  "grey-image",
  "blank-image",
  "black-image",
  "no-usage",
  "unauthorized",
  "payment-required",
  "moderated",
  "refused",
] as const
/** Usages that are true and unusual; those of a key of one's own bill the caller upstream. */
const SHAPES = ["byok", "byok-with-fee", "no-cost", "null", "cached", "reasoning", "cache-hit"] as const
export type UsageShape = (typeof SHAPES)[number]
const plain = z.strictObject({ kind: z.enum(PLAIN), ...delayed })

const fault = z.discriminatedUnion(
  "kind",
  [
    plain,
    /** Sent as it is in the Retry-After header: seconds, a date, or junk. */
    kind("rate-limited").extend({ retryAfter: z.union([z.string(), z.number()]).transform(String).optional() }),
    kind("server-error").extend({ status: z.literal([500, 502, 503, 524, 529]).default(502) }),
    mayCharge("error-in-200"),
    mayCharge("silence"),
    kind("odd-usage").extend({ odd: z.enum(["strings", "negative"]).default("strings") }),
    kind("usage").extend({ shape: z.enum(SHAPES) }),
    mayCharge("finish-error"),
    /** Another model or provider serves, and the bill is its own; only the chat route tells who it was. */
    kind("served-by").extend({ model: z.string().optional(), provider: z.string().optional() }),
    z.strictObject({ kind: z.literal("latency"), ...common, latencyMs: milliseconds }),
  ],
  {
    error: (issue) =>
      `must be one of: ${KINDS.join(", ")} (got ${JSON.stringify((issue.input as { kind?: unknown } | null)?.kind)})`,
  },
)
const SPECIAL = ["rate-limited", "server-error", "error-in-200", "silence", "odd-usage", "usage", "finish-error"]
const KINDS = [...PLAIN, ...SPECIAL, "served-by", "latency"]
const order = z.strictObject({ faults: z.array(fault).min(1).max(1000) })

export type Fault = z.infer<typeof fault>
type FaultTarget = { model: string; prompt: string; attemptId: string | null }

/** Reads an order of faults, or says in one sentence what is wrong with it. */
export function readFaults(body: unknown): Fault[] | string {
  const found = order.safeParse(body)
  if (found.success) return found.data.faults
  const [issue] = found.error.issues
  return `${issue?.path.join(".") || "The body"} is wrong: ${issue?.message ?? "it is no order of faults"}.`
}

export type FaultQueue = {
  list: () => Fault[]
  add: (faults: readonly Fault[]) => void
  clear: () => void
  /** The first fault in order that fits this request; it is used up by one. */
  take: (target: FaultTarget) => Fault | null
}

export function faultQueue(): FaultQueue {
  let waiting: Fault[] = []
  return {
    list: () => waiting,
    add: (faults) => {
      waiting = [...waiting, ...faults]
    },
    clear: () => {
      waiting = []
    },
    take: (target) => {
      const next = waiting.find(({ match }) => fits(match, target))
      if (!next) return null
      waiting = waiting.flatMap((each) =>
        each !== next ? [each] : each.times > 1 ? [{ ...each, times: each.times - 1 }] : [],
      )
      return next
    },
  }
}

const fits = (match: Fault["match"], { model, prompt, attemptId }: FaultTarget): boolean =>
  (match.model === undefined || match.model === model) &&
  (match.promptIncludes === undefined || prompt.includes(match.promptIncludes)) &&
  (match.attemptId === undefined || match.attemptId === attemptId)
