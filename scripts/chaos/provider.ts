import type { Random } from "../../src/sandbox/artist/random.ts"
import { startSandbox } from "../../src/sandbox/sandbox.ts"
import { loadModelList, type ModelList } from "../../src/shared/model-list.ts"

export type Fault = { kind: string; times?: number; match?: { promptIncludes: string }; [more: string]: unknown }

export type Provider = {
  /** What the members are given as OPENROUTER_BASE_URL. */
  url: string
  /** Faults for the calls to come, in this order; those that are left of an earlier order are forgotten. */
  order(faults: readonly Fault[]): Promise<void>
  close(): Promise<void>
}

const MODELS = new URL("../../config/models.yaml", import.meta.url)
/** So long every picture takes at least, so that a call under way is met often. */
const LATENCY_MS = 120
const SHARE_OF_FAULTS = 0.2
/** Some pictures take long enough for a zombie to wake while its successor draws. */
const SLOW_MS = 1_500

/** The provider's stand-in in the harness's own process: it outlives every kill, and what it charged is the truth. */
export async function openProvider(chargeLogPath: string): Promise<Provider> {
  const models = withSmallPictures(loadModelList(MODELS.pathname))
  const sandbox = await startSandbox({ models, chargeLogPath, port: 0, latencyMs: LATENCY_MS })
  const faults = new URL("/sandbox/faults", sandbox.url)
  return {
    url: sandbox.url,
    async order(ordered) {
      await fetch(faults, { method: "DELETE" })
      const answer = await fetch(faults, { method: "POST", body: JSON.stringify({ faults: ordered }) })
      if (!answer.ok) throw new Error(`the sandbox takes no such faults: ${await answer.text()}`)
    },
    close: () => sandbox.close(),
  }
}

/** What happens to the next calls: mostly a delay, else something that providers do. */
export function drawFaults(random: Random, count: number): Fault[] {
  return Array.from({ length: count }, () => {
    const latencyMs = Math.floor(random.between(0, 400))
    return random.chance(SHARE_OF_FAULTS)
      ? { ...random.pick(KINDS), latencyMs }
      : { kind: "latency", latencyMs: random.chance(0.12) ? SLOW_MS : latencyMs }
  })
}

const KINDS: readonly [Fault, ...Fault[]] = [
  { kind: "charged-then-reset" },
  { kind: "reset-before-charge" },
  { kind: "server-error", status: 503 },
  { kind: "rate-limited", retryAfter: "1" },
  { kind: "no-image" },
  { kind: "truncated-body" },
  { kind: "grey-image" },
  { kind: "odd-usage", odd: "strings" },
  { kind: "odd-usage", odd: "negative" },
  { kind: "no-usage" },
]

/** Half the size each way: drawing them is most of what a round costs. */
const withSmallPictures = (list: ModelList): ModelList => ({
  ...list,
  models: list.models.map((model) => ({ ...model, portrait: { width: 432, height: 592 } })),
})
