import pino from "pino"

/** JSON lines on stdout (1) or stderr (2); `level` is LOG_LEVEL. Secrets never reach it: nothing here logs headers, bodies or settings. */
export function createLog(level: string, fd: 1 | 2): Log {
  return pino(
    {
      level,
      base: null,
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ fd, sync: true }),
  )
}

export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error" | "isLevelEnabled">
