import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { readBrief } from "../../src/sandbox/artist/brief.ts"
import { draw, sketch } from "../../src/sandbox/artist/draw.ts"
import { measure } from "./pixels.ts"

const ADULTS = "A mandala, black and white line art for adults, bold clean outlines."
const KIDS = "A mandala, black and white line art for ages 3-5."
const COVER = "A cover illustration of a mandala for adults."
const DINOSAUR = "A friendly dinosaur, black and white line art for ages 3-5."
const DINOSAUR_COVER = "A friendly dinosaur, in full colour, ages 3-5."
const small = { width: 432, height: 592 }
const tiny = { width: 288, height: 395 }
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

describe("the sandbox's artist", () => {
  it("draws the same bytes for the same prompt and seed, and other ones for another seed or prompt", async () => {
    const once = await draw({ prompt: ADULTS, seed: 7, ...small })
    expect(once.equals(await draw({ prompt: ADULTS, seed: 7, ...small }))).toBe(true)
    expect(once.equals(await draw({ prompt: ADULTS, seed: 8, ...small }))).toBe(false)
    expect(once.equals(await draw({ prompt: `${ADULTS} `, seed: 7, ...small }))).toBe(false)
    expect(new Set(Array.from({ length: 200 }, (_, seed) => sketch({ prompt: ADULTS, seed, ...small }))).size).toBe(200)
  })

  it("answers a PNG of exactly the pixels asked for", async () => {
    for (const prompt of [ADULTS, COVER]) {
      const size = await sharp(await draw({ prompt, seed: 1, width: 300, height: 411 })).metadata()
      expect([size.format, size.width, size.height, size.hasAlpha]).toEqual(["png", 300, 411, false])
    }
  })

  it("closes every outline and draws no lettering, over 60 seeds and all audiences", () => {
    for (const audience of ["3-5", "6-8", "9-12", "adults"]) {
      for (let seed = 0; seed < 60; seed++) {
        const subject = seed % 4 ? "mandala" : "dinosaur"
        const svg = sketch({ prompt: `A ${subject} for ages ${audience}`, seed, ...small })
        expect(svg).not.toMatch(/<text|NaN|undefined|Infinity/)
        for (const [path, d] of svg.matchAll(/<path d="([^"]*)"[^>]*>/g)) {
          const isStrand = path.includes('stroke-linecap="butt"')
          if (!isStrand && !d?.endsWith("Z")) expect.fail(`seed ${seed}: ${path}`)
        }
      }
    }
  })

  it("draws pages a person can colour, over 60 seeds: ink within bounds, the margin shut, cells large enough", {
    timeout: 30_000,
  }, async () => {
    for (let seed = 0; seed < 60; seed++) {
      const { ink, margin, cells } = await measure(
        await draw({ prompt: [ADULTS, KIDS, DINOSAUR][seed % 3] ?? KIDS, seed, ...tiny }),
      )
      const of = `seed ${seed}`
      expect(ink, of).toBeGreaterThan(0.05)
      expect(ink, of).toBeLessThan(0.4)
      expect(Math.max(margin.left, margin.top), of).toBeLessThan(tiny.width * 0.06)
      expect(Math.max(...cells) / (tiny.width * tiny.height), of).toBeLessThan(0.45)
      expect(cells.length, of).toBeGreaterThan(20)
    }
  })

  it("gives small children far fewer and larger cells than adults", { timeout: 30_000 }, async () => {
    const cellsOf = async (prompt: string, seed: number) =>
      (await measure(await draw({ prompt, seed, ...small }))).cells.filter((size) => size > 8)
    const medians: { kids: number[]; adults: number[] } = { kids: [], adults: [] }
    for (let seed = 100; seed < 104; seed++) {
      const [kids, adults] = [await cellsOf(KIDS, seed), await cellsOf(ADULTS, seed)]
      expect(kids.length, `seed ${seed}`).toBeLessThan(adults.length * 0.5)
      medians.kids.push(median(kids))
      medians.adults.push(median(adults))
    }
    expect(median(medians.kids)).toBeGreaterThan(median(medians.adults) * 2)
  })

  it("leaves the upper fifth of a cover one calm colour, and the rest in colour", async () => {
    for (let seed = 0; seed < 8; seed++) {
      const cover = await draw({ prompt: seed % 3 ? COVER : DINOSAUR_COVER, seed, ...small })
      const top = { left: 0, top: 0, width: small.width, height: Math.floor(small.height / 5) }
      const { channels } = await sharp(await sharp(cover).extract(top).toBuffer()).stats()
      expect(channels.map(({ min, max }) => max - min)).toEqual([0, 0, 0])
      const all = await sharp(cover).stats()
      expect(Math.max(...all.channels.map(({ stdev }) => stdev))).toBeGreaterThan(25)
    }
  })

  it("reads subject, medium and age from the prompt; words such as simple or bold decide only where no age is named", () => {
    expect(readBrief("simple bold shapes").audience).toBe("3-5")
    expect(readBrief("bold outlines, ages 9–12").audience).toBe("9-12")
    expect(readBrief("bold outlines for adults").audience).toBe("adults")
    expect(readBrief("a mandala").audience).toBe("adults")
    expect(readBrief("two Dinosaurs").subject).toBe("dinosaur")
    expect(readBrief("a dinosaur mandala").subject).toBe("mandala")
    expect(readBrief("back cover, in full colour").medium).toBe("back cover")
    expect(readBrief("In full color: a mandala").medium).toBe("front cover")
    expect(readBrief("black and white line art").medium).toBe("line art")
  })
})
