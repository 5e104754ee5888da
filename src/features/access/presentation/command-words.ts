import { z } from "zod"
import { validationError } from "../../../shared/web/problems.ts"

/** Reads options by their schemas. Throws one sentence that names each wrong option and what it takes. */
export function readOptions<T extends z.ZodRawShape>(shape: T, options: Record<keyof T & string, unknown>) {
  const read = z.object(shape).safeParse(options)
  if (read.success) return read.data
  throw validationError(
    new z.ZodError(
      read.error.issues.map((issue) => ({ ...issue, path: issue.path.map((name) => `--${String(name)}`) })),
    ),
  )
}

/** All that comes in, without the line's end that `echo` adds. */
export async function readStdin(): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of process.stdin) pieces.push(piece)
  return Buffer.concat(pieces)
    .toString("utf8")
    .replace(/\r?\n$/, "")
}
