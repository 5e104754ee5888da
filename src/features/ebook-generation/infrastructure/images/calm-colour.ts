/** 0 to 255 each, sRGB. */
export type Rgb = { r: number; g: number; b: number }
/** OKLCh: lightness 0 to 1, chroma from 0 (grey) to about 0.3, hue in radians. */
export type Lch = { l: number; c: number; h: number }

/** Light enough for a dark text and for white sheets to stand on. */
const LIGHTNESS = [0.85, 0.9] as const
const CALM_CHROMA = 0.12
/** Below this a colour is a grey to the eye, and its hue is noise. */
const GREY_CHROMA = 0.03
const HUES = 12

/**
 * The hue that covers most of the picture, made light and quiet. `pixels` are RGB triples; a picture without colour
 * gives a light grey.
 */
export function calmColourOf(pixels: Uint8Array): Lch {
  const bins = Array.from({ length: HUES }, () => ({ weight: 0, l: 0, a: 0, b: 0 }))
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const { l, c, h } = toLch({ r: pixels[at] ?? 0, g: pixels[at + 1] ?? 0, b: pixels[at + 2] ?? 0 })
    const bin = bins[Math.floor((h / (2 * Math.PI) + 1) * HUES) % HUES]
    if (c < GREY_CHROMA || !bin) continue
    bin.weight += 1
    bin.l += l
    bin.a += c * Math.cos(h)
    bin.b += c * Math.sin(h)
  }
  const { weight, l, a, b } = bins.reduce((most, bin) => (bin.weight > most.weight ? bin : most))
  if (weight === 0) return { l: LIGHTNESS[1], c: 0, h: 0 }
  return {
    l: Math.min(Math.max(l / weight, LIGHTNESS[0]), LIGHTNESS[1]),
    c: Math.min(Math.hypot(a, b) / weight, CALM_CHROMA),
    h: Math.atan2(b, a),
  }
}

/** Matrices and cube roots of OKLab: Björn Ottosson, "A perceptual color space", 2020. */
function toLch({ r, g, b }: Rgb): Lch {
  const [red, green, blue] = [linear(r), linear(g), linear(b)]
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const bb = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  return { l, c: Math.hypot(a, bb), h: Math.atan2(bb, a) }
}

/** Clipped to sRGB and rounded to whole bytes. */
export function toRgb({ l, c, h }: Lch): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return {
    r: byte(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    g: byte(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    b: byte(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  }
}

function linear(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function byte(share: number): number {
  const curved = share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055
  return Math.round(Math.min(Math.max(curved, 0), 1) * 255)
}
