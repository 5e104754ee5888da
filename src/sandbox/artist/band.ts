import type { Layer } from "./shapes.ts"

/** The ring between two radii, cut into `count` sectors. `gap`: least white between two lines; `cell`: least width of a cell. */
export type Band = { inner: number; outer: number; count: number; gap: number; cell: number }

/** `aspect`: the width of a sector, by the height of the ring, at which the motif looks best. */
export type Grammar = { name: string; aspect: number; draw: (band: Band) => Layer[] }

export const height = ({ inner, outer }: Band): number => outer - inner
/** The radius at a share of the band's height. */
export const level = (band: Band, share: number): number => band.inner + height(band) * share
/** Half the room a shape of this sector has at this radius, its white gap left free. */
export const room = (band: Band, radius: number): number => radius * Math.tan(Math.PI / band.count) - band.gap / 2
/** Shapes start below the band's inner edge, where the next ring's disc hides their base. */
export const root = (band: Band): number => band.inner - Math.min(band.inner * 0.2, 6)
