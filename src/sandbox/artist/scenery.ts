import { closed, disc, joints, limb, oval, type Spot, smooth, spots } from "./body.ts"
import { detail, type Piece, piece } from "./dinosaur-parts.ts"
import { ACROSS } from "./page.ts"
import type { Random } from "./random.ts"

/** Lengths in units; `way` 1 if the dinosaur looks to the right. */
export type Scene = { tall: number; horizon: number; feet: number; way: number; random: Random }

const moved = (text: string, [x, y]: Spot, size = 1): Spot[] =>
  spots(text).map(([across, down]) => [x + across * size, y + down * size])

const cloud = ([x, y]: Spot, size: number): Piece => {
  const puffs = joints("-42 -20 44, 14 -36 58, 62 -12 36").map(([dx, dy, r]) =>
    disc(r * size, [x + dx * size, y + dy * size]),
  )
  return piece([oval(95 * size, 34 * size, [x, y]), ...puffs], "light")
}

/** A sun on one side, one or two clouds on the other. */
export function sky({ tall, random }: Scene): Piece[] {
  const [side, y] = [random.chance(0.5) ? 1 : -1, tall * random.between(0.15, 0.17)]
  const x = ACROSS / 2 + side * random.between(260, 300)
  const count = random.pick([9, 10, 12])
  const ray = (angle: number): Piece => {
    const to = (radius: number, turn: number): Spot => [
      x + radius * Math.sin(angle + turn),
      y - radius * Math.cos(angle + turn),
    ]
    return detail(closed([to(100, -0.13), to(146, 0), to(100, 0.13)]), "second")
  }
  const rays = Array.from({ length: count }, (_, i) => ray((i * 2 * Math.PI) / count))
  const clouds = [
    cloud([ACROSS / 2 - side * random.between(230, 280), y + random.between(-20, 20)], random.between(0.95, 1.15)),
    cloud([ACROSS / 2 - side * random.between(20, 60), y + random.between(110, 160)], random.between(0.7, 0.9)),
  ]
  return [...rays, detail(disc(74, [x, y]), "accent"), ...clouds.slice(0, random.pick([1, 2]))]
}

/** Hills, a palm and perhaps a volcano, all behind the tail, so that the head stands free. */
export function land({ tall, horizon, way: side, random }: Scene): Piece[] {
  const peak: Spot = [ACROSS / 2 - side * 130, horizon - tall * random.between(0.24, 0.3)]
  const foot = horizon + 60 - peak[1]
  const cone = `-66 0, 0 10, 66 0, 130 170, 240 ${foot}, 0 ${foot + 40}, -240 ${foot}, -130 170`
  const lava = "-68 0, 0 -10, 68 0, 84 62, 52 118, 30 66, 2 92, -26 60, -56 104, -84 56"
  const volcano = [piece([smooth(moved(cone, peak))], "second"), piece([smooth(moved(lava, peak))], "accent")]
  const wave = (i: number): Spot => [i * 26 - 20, horizon + 26 * Math.sin(i / 6 + side) + 12 * Math.cos(i / 3.1)]
  const hills = closed([[-20, tall + 20], ...Array.from({ length: 41 }, (_, i) => wave(i)), [ACROSS + 20, tall + 20]])
  const grown = { high: tall * random.between(0.27, 0.33), lean: random.chance(0.5) ? 46 : -46 }
  return [
    ...(random.chance(0.7) ? volcano : []),
    piece([hills], "base"),
    ...palm([ACROSS / 2 - side * 350, horizon + 70], grown),
  ]
}

function palm([x, y]: Spot, { high, lean }: { high: number; lean: number }): Piece[] {
  const at = (share: number, off: number): Spot => [x + lean * share * share + off, y - high * share]
  const rings = Array.from({ length: 7 }, (_, i) =>
    detail(closed([at(i / 7, -20), at((i + 1) / 7, -25), at((i + 1) / 7, 25), at(i / 7, 20)]), "accent"),
  )
  const [cx, cy] = at(1, 0)
  const leaf = (angle: number): Piece => {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    const droop = (along: number) => (along / 150) ** 2 * 52 * Math.abs(sin)
    const to = ([along, off]: Spot): Spot => [
      cx + along * sin + off * cos,
      cy - along * cos * 0.75 + off * sin + droop(along),
    ]
    return detail(smooth(spots("0 0, 70 -32, 156 -8, 176 4, 146 14, 70 32").map(to)), "main")
  }
  const nuts = [-14, 18].map((off) => detail(disc(18, [cx + off, cy + 11]), "second"))
  return [...rings, ...[-2.3, 2.3, -1.55, 1.55, -0.8, 0.8, 0].map(leaf), ...nuts]
}

/** Three different things in a row before the dinosaur's feet. */
export function foreground({ tall, feet, random }: Scene): Piece[] {
  const low = Math.min(feet + (tall - feet) * 0.62, tall - 118)
  const growing = random.shuffle([tuft, nest, flower, stone]).slice(0, 3)
  return growing.flatMap((grow, i) => grow([200 + i * 300, low]))
}

type Growing = (at: Spot) => Piece[]

const tuft: Growing = ([x, y]) =>
  [-0.75, 0.75, -0.38, 0.38, 0].map((lean) => {
    const blade = `${-14 + 26 * lean} 0, ${-14 + 50 * lean} -60, ${96 * lean} ${-112 + 40 * Math.abs(lean)}, ${16 + 56 * lean} -56, ${14 + 26 * lean} 0`
    return detail(smooth(moved(blade, [x, y])), "main")
  })

const nest: Growing = ([x, y]) => [
  ...joints("-62 -40 36, 62 -40 36, 0 -32 36").flatMap(([dx, dy, across]) => [
    detail(oval(across, 47, [x + dx, y + dy]), "light"),
    detail(disc(12, [x + dx - 8, y + dy - 8]), "accent"),
  ]),
  {
    outlines: limb(joints(`${x - 110} ${y + 14} 20, ${x} ${y + 26} 24, ${x + 110} ${y + 14} 20`)),
    tone: "second",
    fine: true,
  },
]

const flower: Growing = ([x, y]) => [
  ...Array.from({ length: 5 }, (_, i) => (i * 2 * Math.PI) / 5).map((a) =>
    detail(disc(29, [x + 43 * Math.sin(a), y - 40 - 43 * Math.cos(a)]), "accent"),
  ),
  detail(disc(27, [x, y - 40]), "light"),
]

const stone: Growing = (at) => [detail(smooth(moved("-80 6, -54 -46, 4 -66, 60 -40, 84 6, 0 18", at)), "second")]
