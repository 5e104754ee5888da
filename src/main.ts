import { serve } from "@hono/node-server"
import { boot } from "./boot.ts"
import { forebodings } from "./doctor/examine.ts"
import { portProblem } from "./doctor/look-at-port.ts"
import { readSettings, type Settings } from "./settings.ts"
import { createLog, type Log } from "./shared/log.ts"
import { closeGently, followAnswers } from "./shared/web/close-gently.ts"

/** npm passes a terminal's Ctrl-C on, so one press arrives twice; a signal after this is a second one and stops at once. */
const ECHO_MS = 200
/** A paid call ends after 180 s at the latest, and its answer is stored in a few more. */
const STOP_MS = 200_000

try {
  await start(readSettings(process.env))
} catch (error) {
  console.error(`Colophon cannot start. ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function start(settings: Settings): Promise<void> {
  const log = createLog(settings.LOG_LEVEL, process.stdout)
  const { app, join, work, stop } = await boot(settings, log)
  const { ROLE, ADMIN_EMAIL, ADMIN_PASSWORD } = settings
  const servesPages = ROLE !== "worker"
  if (ADMIN_EMAIL && ADMIN_PASSWORD) await app.ensureFirstAdministrator(ADMIN_EMAIL, ADMIN_PASSWORD)
  const setUpLink = servesPages ? await app.setUpLink() : null
  await join(ROLE)
  work([app.relay, ...app.chores])
  const drawing = work(ROLE === "web" ? [] : await app.openDrawingRoom())

  const { fetch } = servesPages ? app.web : app.workerWeb
  const server = serve({ fetch, hostname: settings.HOST, port: settings.PORT })
  const answers = followAnswers(server)
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve)
    server.once("error", (error) => stop().finally(() => reject(new Error(portProblem(error, settings)))))
  })
  log.info({ url: settings.PUBLIC_URL, role: ROLE }, "listening")
  console.error(
    servesPages ? `Colophon is at ${settings.PUBLIC_URL}` : `A worker of Colophon is at ${settings.PUBLIC_URL}`,
  )
  if (setUpLink !== null) sayHowToComeIn(setUpLink, settings, log)

  let stoppingSince: number | null = null
  const onSignal = async () => {
    const now = performance.now()
    if (stoppingSince !== null && now - stoppingSince > ECHO_MS) process.exit(1)
    if (stoppingSince !== null) return
    stoppingSince = now
    log.info("stopping: what is under way is finished, a second signal stops at once")
    setTimeout(() => process.exit(1), STOP_MS).unref()
    await Promise.all([closeGently(server, answers), drawing.stop()])
    await stop()
    log.info({ ms: Math.round(performance.now() - now) }, "stopped")
    process.exit(0)
  }
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal)
  for (const sentence of await forebodings(settings)) log.warn(sentence)
}

/** Said once, where it is seen: to a person at a terminal as it is, else as a line of the log, unless that is too quiet. */
function sayHowToComeIn(link: string, { LOG_LEVEL }: Settings, log: Log): void {
  const sentence = `No user yet. Make the first administrator within 30 minutes: ${link}`
  const isQuiet = LOG_LEVEL === "error" || LOG_LEVEL === "silent"
  if (process.stdout.isTTY || isQuiet) console.error(sentence)
  else log.warn(sentence)
}
