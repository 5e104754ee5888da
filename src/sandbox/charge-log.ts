import { type FileHandle, open, readFile } from "node:fs/promises"
import { z } from "zod"
import { type Decimal, decimal, sum } from "../shared/money.ts"

const charge = z.strictObject({
  at: z.iso.datetime(),
  generationId: z.string(),
  attemptId: z.string().nullable(),
  model: z.string(),
  promptTokens: z.int(),
  imageTokens: z.int(),
  cost: z.string().regex(/^\d+(\.\d+)?$/),
  requestSha256: z.string(),
})

/** What the sandbox charged for one request; `cost` is exact USD, `attemptId` the request's x-session-id. */
export type Charge = z.infer<typeof charge>

export type ChargeLog = { append: (charge: Charge) => Promise<void>; close: () => Promise<void> }

/** One JSON line per charge, on disk before `append` resolves. Several processes may append to the same file. */
export async function openChargeLog(path: string): Promise<ChargeLog> {
  const file = await open(path, "a+")
  const append = async (entry: Charge) => {
    const line = Buffer.from(`${(await endsTorn(file)) ? "\n" : ""}${JSON.stringify(entry)}\n`)
    const { bytesWritten } = await file.write(line)
    if (bytesWritten < line.length)
      throw new Error(`${path}: only ${bytesWritten} of ${line.length} bytes were written.`)
    await file.datasync()
  }
  return { append, close: () => file.close() }
}

/** A line cut off by a crash must not swallow the next charge. */
async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== 0x0a
}

/** Every charge in the file, oldest first. A torn line was never answered for, so it is no charge. No file: no charges. */
export async function readChargeLog(path: string): Promise<Charge[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return ""
    throw error
  })
  return text
    .split("\n")
    .map(untorn)
    .filter((entry) => entry !== undefined)
    .map((entry) => charge.parse(entry))
}

function untorn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

export const total = (charges: readonly Charge[]): Decimal => sum(charges.map(({ cost }) => decimal(cost)))
