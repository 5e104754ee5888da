import pino from "pino"

export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error">

/** JSON lines; `level` is LOG_LEVEL. Secrets never reach it: nothing here logs headers, bodies or settings. */
export function createLog(level: string, destination: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    messageKey: "message",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  }
  return pino(options, destination)
}
