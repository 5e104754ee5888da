import { serve } from "@hono/node-server"
import { boot } from "./boot.ts"
import { readSettings, type Settings } from "./settings.ts"
import { createLog } from "./shared/log.ts"

/** npm passes a terminal's Ctrl-C on, so one press arrives twice; a signal after this is a second one and stops at once. */
const ECHO_MS = 1_000

try {
  await start(readSettings(process.env))
} catch (error) {
  console.error(`Colophon cannot start. ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function start(settings: Settings): Promise<void> {
  const log = createLog(settings.LOG_LEVEL, process.stdout)
  const { app, work, stop } = await boot(settings, log)
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = settings
  if (ADMIN_EMAIL && ADMIN_PASSWORD) await app.ensureFirstAdministrator(ADMIN_EMAIL, ADMIN_PASSWORD)
  work([app.relay, ...app.drawing])

  const server = serve({ fetch: app.web.fetch, hostname: settings.HOST, port: settings.PORT })
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve)
    server.once("error", (error) => stop().finally(() => reject(new Error(portProblem(error, settings)))))
  })
  log.info({ url: settings.PUBLIC_URL }, "listening")
  console.error(`Colophon is at ${settings.PUBLIC_URL}`)

  let stoppingSince: number | null = null
  const onSignal = async () => {
    const now = performance.now()
    if (stoppingSince !== null && now - stoppingSince > ECHO_MS) process.exit(1)
    if (stoppingSince !== null) return
    stoppingSince = now
    server.close()
    if ("closeAllConnections" in server) server.closeAllConnections()
    await stop()
    process.exit(0)
  }
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal)
}

function portProblem(error: NodeJS.ErrnoException, { HOST, PORT }: Settings): string {
  if (error.code === "EADDRINUSE") return `PORT ${PORT} is taken by another program; set PORT to a free one.`
  return `HOST ${HOST} and PORT ${PORT} cannot be listened on: ${error.message}.`
}
