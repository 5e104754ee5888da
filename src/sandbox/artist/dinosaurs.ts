import { closed, disc, joints, limb, oval, type Spot, smooth, spots } from "./body.ts"
import { detail, eye, leg, marks, type Piece, piece, smile, toes } from "./dinosaur-parts.ts"
import type { Random } from "./random.ts"

/** Facing right, standing on y = 600, about 770 wide. */
export type Dinosaur = (random: Random) => Piece[]

const LONG_SPINE = "10 470 7, 110 478 22, 220 420 62, 350 395 112, 480 400 104, 580 320 58, 622 200 40, 650 100 38"
const longNeck: Dinosaur = (random) => [
  piece(leg(380, 430, 40), "second"),
  piece(leg(530, 430, 38), "second"),
  piece(
    [
      ...limb(joints(LONG_SPINE)),
      ...limb(joints("650 92 46, 705 98 40, 745 106 32")),
      ...leg(300, 440, 50),
      ...leg(450, 450, 46),
    ],
    "main",
  ),
  ...toes(300, 50),
  ...toes(450, 46),
  ...marks("300 350 26, 372 325 34, 450 350 26, 395 405 22, 325 418 18, 562 300 17, 602 225 14", "accent", random),
  ...eye([680, 82], 17),
  smile([728, 118], 26),
]

/** Where a plate stands on the back, how it leans (radians) and its size. */
const PLATES =
  "150 425 -.75 .55, 205 350 -.5 .8, 285 285 -.28 1, 380 255 -.04 1.12, 475 275 .24 1, 550 330 .5 .8, 600 385 .7 .55"
const plate = ([x = 0, y = 0, lean = 0, size = 0]: number[]): Piece[] => {
  const leaf = (scale: number, lift: number): string => {
    const at = ([across, up]: Spot): Spot => [
      x + (across * scale * Math.cos(lean) + (up * scale + lift) * Math.sin(lean)) * size,
      y + (across * scale * Math.sin(lean) - (up * scale + lift) * Math.cos(lean)) * size,
    ]
    return smooth(spots("-34 -40, -48 50, 0 118, 48 50, 34 -40").map(at))
  }
  return [piece([leaf(1, 0)], "accent"), detail(leaf(0.55, 18), "light")]
}
const plated: Dinosaur = (random) => [
  ...PLATES.split(", ").flatMap((each) => plate(each.split(" ").map(Number))),
  ...[62, 104].map((x) =>
    piece(
      [
        closed([
          [x - 13, 475],
          [x - 40, 392],
          [x + 22, 467],
        ]),
      ],
      "light",
    ),
  ),
  piece(leg(375, 460, 50), "second"),
  piece(leg(540, 470, 36), "second"),
  piece(
    [
      ...limb(joints("20 475 9, 120 470 30, 240 410 96, 380 385 128, 510 420 92, 600 455 56")),
      ...limb(joints("610 460 52, 680 478 46, 725 488 34")),
      ...leg(285, 470, 50),
      ...leg(465, 480, 44),
    ],
    "main",
  ),
  ...toes(285, 50),
  ...toes(465, 44),
  ...marks("295 390 24, 380 355 30, 460 395 23, 385 440 20", "second", random),
  ...eye([668, 456], 16),
  smile([704, 498], 24),
]

const FRILL = Array.from({ length: 9 }, (_, i): Spot => {
  const angle = ((i - 4) * Math.PI) / 6 + Math.PI * 1.08
  return [590 + 138 * Math.cos(angle), 330 + 138 * Math.sin(angle)]
})
const horn = (x: number, y: number): Piece => {
  const outline = spots("-24 26, 14 -40, 62 -112, 44 -34, 24 30").map(([across, down]): Spot => [x + across, y + down])
  return piece([smooth(outline)], "light")
}
const threeHorned: Dinosaur = (random) => [
  piece(leg(356, 450, 46), "second"),
  piece(leg(520, 450, 40), "second"),
  piece(
    [
      ...limb(joints("20 520 8, 110 490 28, 220 420 92, 350 390 128, 480 395 110, 570 380 80")),
      ...leg(268, 460, 52),
      ...leg(440, 470, 48),
    ],
    "main",
  ),
  ...toes(268, 52),
  ...toes(440, 48),
  ...marks("240 370 22, 315 330 30, 395 375 24, 310 425 20, 408 300 20", "accent", random),
  ...FRILL.map((spot) => piece([disc(34, spot)], "accent")),
  piece([disc(140, [590, 330])], "second"),
  detail(disc(104, [590, 334]), "light"),
  horn(626, 300),
  piece(
    [...limb(joints("600 370 84, 670 400 66, 716 430 40")), smooth(spots("700 400, 760 440, 736 486, 690 470"))],
    "main",
  ),
  horn(664, 318),
  piece([smooth(spots("712 384, 742 372, 772 318, 760 390, 734 412"))], "light"),
  ...eye([662, 372], 18),
  smile([684, 446], 26),
]

const TEETH = "560 196, 580 226, 602 201, 622 228, 642 204, 662 226, 682 203, 702 216, 708 198, 640 190"
const hunter: Dinosaur = (random) => [
  piece([...limb(joints("410 420 62, 470 470 44, 440 540 28")), oval(56, 24, [462, 576])], "second"),
  piece(limb(joints("540 330 18, 590 350 15, 612 338 13")), "second"),
  piece(
    [
      ...limb(joints("10 400 8, 120 440 34, 250 430 78, 370 380 106, 470 290 88, 520 190 70")),
      ...limb(joints("515 140 84, 600 150 76, 690 168 56")),
      ...limb(joints("350 430 84, 400 500 50, 360 556 34")),
      oval(66, 26, [388, 574]),
    ],
    "main",
  ),
  piece(limb(joints("480 330 22, 540 372 17, 572 356 14")), "main"),
  ...[372, 418].map((x) => detail(oval(20, 14, [x, 586]), "light")),
  ...marks("230 400 20, 300 360 26, 375 320 24, 440 255 20, 330 430 18", "accent", random),
  detail(closed(spots(TEETH)), "light"),
  ...eye([560, 112], 21),
  detail(disc(4, [716, 142]), "ink"),
]

export const DINOSAURS: readonly [Dinosaur, ...Dinosaur[]] = [longNeck, plated, threeHorned, hunter]
