import type { Bilevel } from "./bilevel.ts"

/**
 * Horizontal runs of one colour, joined into components by union-find as rows are added from the top.
 * Black joins at corners too, white at edges only: a thin slanting stroke is one thing, and so is the paper beside it.
 */
export class Runs {
  count = 0
  starts = new Uint16Array(65536)
  ends = new Uint16Array(65536)
  parents = new Int32Array(65536)
  readonly rows: Int32Array
  readonly #page: Bilevel
  readonly #flip: number
  readonly #reach: number
  readonly #lastMask: number

  constructor(page: Bilevel, colour: "black" | "white") {
    this.#page = page
    this.#flip = colour === "black" ? 0xff : 0
    this.#reach = colour === "black" ? 1 : 0
    this.#lastMask = 0xff << (-page.width & 7)
    this.rows = new Int32Array(page.height + 1)
  }

  /** Rows must come in order, each once. */
  addRow(y: number): void {
    this.#makeRoom()
    this.#scan(y)
    this.rows[y + 1] = this.count
    if (y > 0) this.#join(y)
  }

  /** The run that stands for the whole component of `run`. */
  rootOf(run: number): number {
    const { parents } = this
    let at = run
    for (let up = parents[at] as number; up !== at; up = parents[at] as number) {
      parents[at] = parents[up] as number
      at = parents[at] as number
    }
    return at
  }

  #makeRoom(): void {
    const needed = this.count + (this.#page.width >> 1) + 1
    if (needed <= this.starts.length) return
    const grow = <A extends Uint16Array | Int32Array>(old: A, larger: A): A => {
      larger.set(old)
      return larger
    }
    this.starts = grow(this.starts, new Uint16Array(needed * 2))
    this.ends = grow(this.ends, new Uint16Array(needed * 2))
    this.parents = grow(this.parents, new Int32Array(needed * 2))
  }

  #scan(y: number): void {
    const { bits, width } = this.#page
    const stride = (width + 7) >> 3
    let inside = 0
    for (let i = 0; i < stride; i++) {
      let byte = (bits[y * stride + i] as number) ^ this.#flip
      if (i === stride - 1) byte &= this.#lastMask
      // Nearly all bytes of a drawing are all paper or all ink.
      if (byte === (inside === 1 ? 0xff : 0)) continue
      for (let bit = 7; bit >= 0; bit--) {
        if (((byte >> bit) & 1) === inside) continue
        inside ^= 1
        if (inside === 1) this.starts[this.count] = i * 8 + 7 - bit
        else this.#close(i * 8 + 7 - bit)
      }
    }
    if (inside === 1) this.#close(width)
  }

  #close(end: number): void {
    this.ends[this.count] = end
    this.parents[this.count] = this.count
    this.count++
  }

  #join(y: number): void {
    const { starts, ends } = this
    const reach = this.#reach
    const above = this.rows[y] as number
    let first = this.rows[y - 1] as number
    for (let run = above; run < this.count; run++) {
      const start = (starts[run] as number) - reach
      const end = (ends[run] as number) + reach
      while (first < above && (ends[first] as number) <= start) first++
      for (let other = first; other < above && (starts[other] as number) < end; other++) this.#unite(run, other)
    }
  }

  #unite(a: number, b: number): void {
    const rootA = this.rootOf(a)
    const rootB = this.rootOf(b)
    if (rootA < rootB) this.parents[rootB] = rootA
    else this.parents[rootA] = rootB
  }
}
