import type { Db } from "../../../../shared/database/database.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import type { Bound } from "../../domain/time/period.ts"
import { type ExportScope, exportFocus, READER_PATIENCE, type Write } from "../../infrastructure/focus/focus-export.ts"

/**
 * The export as a file to keep, written as fast as it is read; it ends when its reader goes. What is routed below the costs
 * is recounted before, like their other answers.
 */
export function csvAnswer(c: Ctx, db: Db, scope: ExportScope) {
  const file = streamed((write) => exportFocus(db, scope, write, READER_PATIENCE))
  return c.body(file, 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${fileNameOf(scope)}"`,
  })
}

/** What is written, as a stream that takes the next piece when the last one was read; it breaks off where the writing fails. */
export function streamed(writing: (write: Write) => Promise<void>): ReadableStream<Uint8Array> {
  const { readable, writable } = new TextEncoderStream()
  const writer = writable.getWriter()
  writing((text) => writer.write(text))
    .then(() => writer.close())
    .catch((error: unknown) => writer.abort(error))
  return readable
}

/** "colophon-costs-from-2026-11-01-to-2026-11-30.csv" */
function fileNameOf({ simulated, period: { from, to } }: ExportScope): string {
  const parts = [...(from ? ["from", textOf(from)] : []), ...(to ? ["to", textOf(to)] : [])]
  return `${["colophon-costs", ...parts, ...(simulated ? ["simulated"] : [])].join("-")}.csv`
}

/** Colons and signs of an instant are no good in the name of a file. */
const textOf = (bound: Bound): string => ("day" in bound ? bound.day : bound.instant.replaceAll(/[^\w.-]/g, "-"))
