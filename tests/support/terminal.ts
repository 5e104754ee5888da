import { afterEach, beforeEach, vi } from "vitest"

/** What commands write meanwhile, anew for each test of the file. */
export type Terminal = { out: string; err: string }

export function terminalOfEachTest(): Terminal {
  const terminal = { out: "", err: "" }
  beforeEach(() => {
    terminal.out = terminal.err = ""
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      terminal.out += String(text)
      return true
    })
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      terminal.err += String(text)
      return true
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    process.exitCode = undefined
  })
  return terminal
}
