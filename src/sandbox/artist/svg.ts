import { type Layer, number, type Shape, type Tone, type Weight } from "./shapes.ts"

/** Colours and line widths of a picture; line art has one colour for all cells. */
export type Style = { ink: string; tones: Record<Tone, string>; widths: Record<Weight, number> }
/** A point of the page; `mirror` -1 turns the picture over about that axis. */
export type Place = { x: number; y: number; mirror?: readonly [number, number] }

/** Layers around a place of the page, as markup; the tones turn with every ring so that neighbours differ. */
export function drawn(layers: readonly Layer[], { x, y, mirror = [1, 1] }: Place, style: Style): string {
  const copies = layers.flatMap(({ count, phase, shapes }) => {
    const once = shapes.map((shape) => outline(shape, style)).join("")
    const angle = (k: number) => number(((k + phase) * 360) / count)
    return Array.from({ length: once ? count : 0 }, (_, k) =>
      count === 1 ? once : `<g transform="rotate(${angle(k)})">${once}</g>`,
    )
  })
  return `<g transform="translate(${number(x)} ${number(y)}) scale(${mirror[0]} ${mirror[1]})">${copies.join("")}</g>`
}

/** One closed cell; a strand is its black edges with its own colour laid over them. */
export function outline({ d, weight, tone, strand }: Shape, style: Style): string {
  const [line, fill] = [style.widths[weight], style.tones[tone]]
  if (strand === undefined)
    return `<path d="${d}" fill="${fill}" stroke="${style.ink}" stroke-width="${number(line)}"/>`
  const along = (path: string, colour: string, width: number) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${number(width)}" stroke-linecap="butt"/>`
  return along(d, style.ink, strand.width + line) + along(strand.inside, fill, strand.width - line)
}

/** Cuts the content off at the edge of a closed outline and draws that edge over it. */
export const window = (edge: Shape, content: string, style: Style): string =>
  `<clipPath id="window"><path d="${edge.d}"/></clipPath><g clip-path="url(#window)">${content}</g>${outline(edge, { ...style, tones: { ...style.tones, [edge.tone]: "none" } })}`

export const picture = (width: number, height: number, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${number(height)}" stroke-linejoin="round" stroke-linecap="round">${content}</svg>`
