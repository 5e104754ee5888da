import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Bilevel,
  thresholdOnto,
} from "../../../../../src/features/ebook-generation/infrastructure/images/bilevel.ts"
import { removeSpecks } from "../../../../../src/features/ebook-generation/infrastructure/images/specks.ts"

const SPECK = 30
type Drawing = { pixels: Uint8Array; width: number; height: number }

const asPage = (drawing: Drawing) => thresholdOnto({ width: drawing.width, height: drawing.height }, drawing)

function asPixels({ bits, width, height }: Bilevel): number[] {
  const stride = Math.ceil(width / 8)
  return Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return ((bits[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0
  })
}

/** The slow and plain way: fill each spot from a seed, and flip it if it stayed small. */
function flipSmall({ pixels, width, height }: Drawing, colour: number, corners: boolean): number {
  const seen = new Set<number>()
  let flipped = 0
  for (let seed = 0; seed < pixels.length; seed++) {
    if (pixels[seed] !== colour || seen.has(seed)) continue
    const spot = [seed]
    seen.add(seed)
    for (const at of spot) {
      for (const [dx, dy] of [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const))) {
        const [x, y] = [(at % width) + dx, Math.floor(at / width) + dy]
        const next = y * width + x
        if ((dx !== 0 && dy !== 0 && !corners) || x < 0 || y < 0 || x >= width || y >= height) continue
        if (pixels[next] !== colour || seen.has(next)) continue
        seen.add(next)
        spot.push(next)
      }
    }
    if (spot.length >= SPECK) continue
    flipped++
    for (const at of spot) pixels[at] = 255 - colour
  }
  return flipped
}

const noise = fc
  .record({
    width: fc.integer({ min: 1, max: 70 }),
    height: fc.integer({ min: 1, max: 40 }),
    ink: fc.integer({ min: 5, max: 95 }),
  })
  .chain(({ width, height, ink }) =>
    fc
      .array(fc.integer({ min: 0, max: 99 }), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, pixels: Uint8Array.from(values, (value) => (value < ink ? 0 : 255)) })),
  )

describe("removing specks", () => {
  it("does what a plain flood fill does, on any bitmap", async () => {
    await fc.assert(
      fc.asyncProperty(noise, async (drawing) => {
        const result = await removeSpecks(asPage(drawing))
        const plain = { ...drawing, pixels: drawing.pixels.slice() }
        const specks = flipSmall(plain, 0, true)
        const pinholes = flipSmall(plain, 255, false)
        expect({ specks: result.specks, pinholes: result.pinholes }).toEqual({ specks, pinholes })
        expect(asPixels(result.page)).toEqual([...plain.pixels])
      }),
      { numRuns: 150 },
    )
  })

  it("wipes a spot of 29 pixels and keeps one of 30", async () => {
    for (const [length, specks] of [
      [29, 1],
      [30, 0],
    ] as const) {
      const pixels = new Uint8Array(100 * 100).fill(255).fill(0, 5050, 5050 + length)
      expect((await removeSpecks(asPage({ pixels, width: 100, height: 100 }))).specks).toBe(specks)
    }
  })

  it("keeps a slanting stroke whose pixels touch only at their corners", async () => {
    const pixels = Uint8Array.from({ length: 100 * 100 }, (_, at) => (at % 101 === 0 ? 0 : 255))
    expect((await removeSpecks(asPage({ pixels, width: 100, height: 100 }))).specks).toBe(0)
  })

  it("leaves the page it was given as it was", async () => {
    const page = asPage({
      pixels: Uint8Array.from({ length: 400 }, (_, i) => (i % 7 ? 255 : 0)),
      width: 20,
      height: 20,
    })
    const before = page.bits.slice()
    await removeSpecks(page)
    expect(page.bits).toEqual(before)
  })

  it("lets others run while it works through a page of pure noise", async () => {
    const [width, height] = [2550, 3300]
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => Math.imul(at + 1, 2654435761) >>> 24)
    const page = asPage({ pixels, width, height })
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await removeSpecks(page)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(20)
  })
})
