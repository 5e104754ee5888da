/** After so many failed tries a delivery is parked in sight, until a person retries it. */
export const MAX_TRIES = 8

const FIRST_MS = 500
const LONGEST_MS = 60_000

/** Milliseconds until the next try after `tries` failures: doubles each time, half of it random so that a crowd spreads out. */
export function retryDelayMs(tries: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1))
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}
