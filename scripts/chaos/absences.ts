import type { History, Span } from "./history.ts"
import { WORKERS } from "./plan.ts"

/** When nobody could have worked, because the harness let nobody: both workers dead, starting or frozen, or PostgreSQL away. */
export function absences(history: History): Span[] {
  const [one = [], other = []] = WORKERS.map((worker) => away(worker, history))
  const both = one.flatMap((a) => other.map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })))
  return merged([...both.filter(({ from, to }) => from < to), ...history.outages])
}

/** How long of the time between the two somebody could have worked. */
export function timeWithSomebody(from: number, to: number, nobody: readonly Span[]): number {
  const lost = nobody.map((span) => Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)))
  return to - from - lost.reduce((a, b) => a + b, 0)
}

function away(worker: string, { lives, freezes }: History): Span[] {
  const own = lives.filter(({ member }) => member === worker)
  const ups = own.flatMap(({ readyAt, ended }) =>
    readyAt === null ? [] : { from: readyAt, to: ended?.at ?? Number.POSITIVE_INFINITY },
  )
  const dead = ups.map(({ to: from }, i) => ({ from, to: ups[i + 1]?.from ?? Number.POSITIVE_INFINITY }))
  return [...dead, ...freezes.filter(({ member }) => member === worker)]
}

function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else whole.push({ ...span })
  }
  return whole
}
