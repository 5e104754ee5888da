import { appendFileSync } from "node:fs"

/** What was done to whom and when, on disk at once. */
export type Happening = { at: number; what: string; member?: string; [more: string]: unknown }
export type Timeline = { note(happening: Omit<Happening, "at"> & { at?: number }): void; all: readonly Happening[] }

export function openTimeline(path: string): Timeline {
  const all: Happening[] = []
  return {
    all,
    note(happening) {
      const whole = { at: Date.now(), ...happening } as Happening
      all.push(whole)
      appendFileSync(path, `${JSON.stringify(whole)}\n`)
    },
  }
}

/** From each freeze to the waking of the same member. */
export function freezesIn(
  timeline: readonly Happening[],
): { member: string; point: string | null; from: number; to: number }[] {
  return timeline.flatMap(({ what, member = "", at, point }, i) => {
    if (what !== "frozen") return []
    const woken = timeline.slice(i).find((later) => later.what === "woken" && later.member === member)
    return [{ member, point: typeof point === "string" ? point : null, from: at, to: woken?.at ?? at }]
  })
}

/** What was done to whom in the last round, a line each, in seconds since it began. */
export function describeLastRound(timeline: readonly Happening[]): string[] {
  const [round, ...done] = timeline.slice(timeline.findLastIndex(({ what }) => what === "round"))
  return done.map(({ at, what, member = "", ...more }) => {
    const about = Object.values(more).filter((value) => value !== null && value !== undefined)
    return `  ${((at - (round?.at ?? at)) / 1_000).toFixed(2).padStart(6)} s ${[member, what, ...about].join(" ")}`
  })
}
