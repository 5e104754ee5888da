import { setImmediate as breathe } from "node:timers/promises"
import type { Bilevel } from "./bilevel.ts"
import { Runs } from "./runs.ts"

/** A spot under 30 px at 300 dpi is under 0.5 mm across: noise, never a thing to colour (facts/kdp.md, check 17). */
const SPECK_PIXELS = 30

/** About 10 ms of work on a page of pure noise, 1 ms on a drawing. */
const ROWS_AT_A_TIME = 256

export type Cleaned = { page: Bilevel; specks: number; pinholes: number }

/** Wipes black spots from the paper, then fills white ones in the ink; lets the event loop run between strips. */
export async function removeSpecks(page: Bilevel): Promise<Cleaned> {
  const cleaned = { ...page, bits: page.bits.slice() }
  const specks = await flipSmall(cleaned, "black")
  const pinholes = await flipSmall(cleaned, "white")
  return { page: cleaned, specks, pinholes }
}

/** Turns every small component of `colour` into the other colour, in place; answers how many there were. */
async function flipSmall(page: Bilevel, colour: "black" | "white"): Promise<number> {
  const runs = new Runs(page, colour)
  await inStrips(page.height, (y) => runs.addRow(y))

  const areas = new Int32Array(runs.count)
  await inStrips(page.height, (y) => {
    for (let run = runs.rows[y] as number; run < (runs.rows[y + 1] as number); run++) {
      const root = runs.rootOf(run)
      areas[root] = (areas[root] as number) + (runs.ends[run] as number) - (runs.starts[run] as number)
    }
  })

  let found = 0
  await inStrips(page.height, (y) => {
    for (let run = runs.rows[y] as number; run < (runs.rows[y + 1] as number); run++) {
      const root = runs.rootOf(run)
      if ((areas[root] as number) >= SPECK_PIXELS) continue
      flipRun(page, y, runs.starts[run] as number, runs.ends[run] as number)
      if (root === run) found++
    }
  })
  return found
}

function flipRun(page: Bilevel, y: number, start: number, end: number): void {
  const row = y * ((page.width + 7) >> 3)
  for (let x = start; x < end; x++) {
    const byte = row + (x >> 3)
    page.bits[byte] = (page.bits[byte] as number) ^ (0x80 >> (x & 7))
  }
}

async function inStrips(height: number, work: (y: number) => void): Promise<void> {
  for (let y = 0; y < height; y++) {
    work(y)
    if (y % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await breathe()
  }
}
