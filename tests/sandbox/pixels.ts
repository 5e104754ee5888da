import sharp from "sharp"

/** Share of black pixels, and the sizes in pixels of the white areas that black lines part from each other. */
export async function measure(png: Buffer): Promise<{ ink: number; grey: number; margin: Area; cells: number[] }> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  const [width, height] = [info.width, info.height]
  const white = Uint8Array.from(data, (value) => (value >= 128 ? 1 : 0))
  const area = (start: number): Area => flood({ white, width, height }, start)
  const margin = area(0)
  const cells: number[] = []
  for (let start = 0; start < white.length; start++) if (white[start]) cells.push(area(start).size)
  const black = data.filter((value) => value < 128).length
  const grey = data.filter((value) => value >= 64 && value < 192).length
  return { ink: black / data.length, grey: grey / data.length, margin, cells }
}

export type Area = { size: number; left: number; top: number }

/** Takes one area of white away and says how large it was and how far it came towards the middle. */
function flood({ white, width, height }: { white: Uint8Array; width: number; height: number }, start: number): Area {
  const [middleX, middleY] = [width / 2, height / 2]
  const area = { size: 0, left: 0, top: 0 }
  const waiting = [start]
  white[start] = 0
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)]
    area.size++
    area.left = Math.max(area.left, x < middleX ? Math.min(x, y, height - 1 - y) : 0)
    area.top = Math.max(area.top, y < middleY ? Math.min(y, x, width - 1 - x) : 0)
    for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
      if (white[next] !== 1) continue
      white[next] = 0
      waiting.push(next)
    }
  }
  return area
}
