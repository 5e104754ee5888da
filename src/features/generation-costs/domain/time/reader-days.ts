import { Temporal } from "../../../../shared/temporal.ts"

/** Microseconds since 1970-01-01T00:00:00Z, which is as fine as the database's instants are. */
export type Micros = bigint
/** A stretch of time, `from` inclusive, `to` exclusive. */
export type Stretch = { from: Micros; to: Micros }
/** A stretch that lies on one local date (YYYY-MM-DD) of a zone. A date may have two: a clock can go back over midnight. */
export type DatedStretch = Stretch & { date: string }

export const DAY: Micros = 86_400_000_000n

/** Cuts a stretch where the date on the reader's wall changes. `timeZone` is an IANA name. */
export function datesIn(timeZone: string, { from, to }: Stretch): DatedStretch[] {
  const dated = offsetsIn(timeZone, { from, to }).flatMap(({ offset, ...part }) => {
    const days: DatedStretch[] = []
    for (let at = part.from; at < part.to; ) {
      const day = floor(at + offset, DAY)
      const end = least((day + 1n) * DAY - offset, part.to)
      days.push({ date: dateOf(day), from: at, to: end })
      at = end
    }
    return days
  })
  return joined(dated, (a, b) => a.date === b.date)
}

/** Midnight UTC of a date. */
export const utcMidnight = (date: string): Micros => microsOf(`${date}T00:00:00Z`)
/** Takes ISO 8601 with an offset; what is finer than a microsecond is cut off. */
export const microsOf = (instant: string): Micros => floor(Temporal.Instant.from(instant).epochNanoseconds, 1_000n)
/** ISO 8601, UTC; the year 10000 as PostgreSQL reads it. */
export const isoOf = (at: Micros): string => new Temporal.Instant(at * 1_000n).toString().replace(/^\+0/, "")

/** Joins stretches of one key that follow each other without a gap; takes them in order. */
export function joined<T extends Stretch>(stretches: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  return stretches.reduce<T[]>((all, next) => {
    const last = all.at(-1)
    if (last && last.to === next.from && isSame(last, next)) return [...all.slice(0, -1), { ...last, to: next.to }]
    all.push(next)
    return all
  }, [])
}

type Offset = Stretch & { offset: Micros }

/** Between two changes of its clock, a zone differs from UTC by as much all the time. */
function offsetsIn(timeZone: string, { from, to }: Stretch): Offset[] {
  const parts: Offset[] = []
  let at = from
  while (at < to) {
    const here = new Temporal.Instant(at * 1_000n).toZonedDateTimeISO(timeZone)
    const change = here.getTimeZoneTransition("next")
    const end = change === null ? to : least(floor(change.epochNanoseconds, 1_000n), to)
    parts.push({ from: at, to: end, offset: BigInt(here.offsetNanoseconds) / 1_000n })
    at = end
  }
  return parts
}

const dateOf = (day: bigint): string => new Date(Number(day) * 86_400_000).toISOString().slice(0, 10)
const least = (a: Micros, b: Micros) => (a < b ? a : b)
/** Down also below zero. */
export const floor = (value: bigint, unit: bigint): bigint => (value - (((value % unit) + unit) % unit)) / unit
