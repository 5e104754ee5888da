import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

export type Process = {
  url: string
  child: ChildProcess
  /** What it has written so far. */
  said: { stdout: string; stderr: string }
  /** It answers, or it has ended. */
  ready(): Promise<boolean>
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>
}

/** The program as `npm start` runs it, on a port of its own. */
export async function startProcess(env: Record<string, string>): Promise<Process> {
  const port = await freePort()
  const child = spawn("node", ["src/main.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, OPENROUTER_API_KEY: "", PUBLIC_URL: "", ...env, PORT: String(port) },
  })
  const said = { stdout: "", stderr: "" }
  child.stdout?.on("data", (text) => {
    said.stdout += text
  })
  child.stderr?.on("data", (text) => {
    said.stderr += text
  })
  const url = `http://127.0.0.1:${port}`
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const answers = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  return {
    url,
    child,
    said,
    async ready() {
      while (!hasEnded()) {
        if (await answers()) return true
        await sleep(25)
      }
      return false
    },
    async end(signal) {
      if (hasEnded()) return
      child.kill(signal)
      await once(child, "exit")
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  if (typeof address !== "object" || address === null) throw new Error("no free port")
  return address.port
}
