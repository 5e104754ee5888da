import { scaleLinear } from "d3-scale"

/** Pixels from the top of the chart: the highest line, the axis, and the words below it. */
export const PLOT = { top: 20, axis: 204, labels: 222, notes: 238, height: 244 }
/** Grid lines above 0, about. */
const LINES = 3
/** Of the room of a step its bar takes so much, but never more than so many per cent of the chart. */
const FILLED = 0.7
const WIDEST = 5
/** What cost anything can be seen. */
const LEAST_PX = 1

/** US dollars as numbers: good enough to draw by, never to add up. */
export type Drawn = { kept: number; waste: number }
/** x and width in per cent, the rest in pixels. `slot` is all the room of the step. */
export type Bar = { slot: Box; kept: Box; waste: Box; middle: string; top: number }
type Box = { x: string; width: string; y: number; height: number }
export type Geometry = { bars: Bar[]; lines: { value: number; y: number }[] }

/** Stands bars on 0, waste on top of what was kept. A credit is not drawn. */
export function drawBars(steps: readonly Drawn[]): Geometry {
  const heights = steps.map(({ kept, waste }) => ({ kept: Math.max(0, kept), waste: Math.max(0, waste) }))
  const highest = Math.max(0, ...heights.map(({ kept, waste }) => kept + waste))
  const scale = scaleLinear([0, highest], [PLOT.axis, PLOT.top]).nice(LINES)
  const room = 100 / steps.length
  const width = Math.min(room * FILLED, WIDEST)
  const px = (amount: number) => (amount === 0 ? 0 : Math.max(LEAST_PX, PLOT.axis - scale(amount)))
  const bars = heights.map(({ kept, waste }, i): Bar => {
    const [x, keptPx, wastePx] = [(i + 0.5) * room - width / 2, px(kept), px(waste)]
    const box = (y: number, height: number): Box => ({
      x: percent(x),
      width: percent(width),
      y: round(y),
      height: round(height),
    })
    const top = PLOT.axis - keptPx - wastePx
    return {
      slot: { x: percent(i * room), width: percent(room), y: PLOT.top, height: PLOT.axis - PLOT.top },
      kept: box(PLOT.axis - keptPx, keptPx),
      waste: box(top, wastePx),
      middle: percent((i + 0.5) * room),
      top: round(top),
    }
  })
  const lines = highest === 0 ? [] : scale.ticks(LINES).filter((value) => value > 0)
  return { bars, lines: lines.map((value) => ({ value, y: round(scale(value)) })) }
}

const percent = (part: number) => `${round(part)}%`
const round = (value: number) => Math.round(value * 100) / 100
