import { describe, expect, it } from "vitest"
import { readSettings } from "../../src/settings.ts"

describe("the environment", () => {
  it("has a default for everything", () => {
    expect(readSettings({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      PUBLIC_URL: "http://127.0.0.1:3000",
      WORKER_CONCURRENCY: 3,
      LEASE_SECONDS: 10,
    })
  })

  it("takes an empty variable for unset", () => {
    expect(readSettings({ OPENROUTER_API_KEY: "", PORT: "" })).toMatchObject({ PORT: 3000 })
  })

  it.each([
    [{ PORT: "0" }, "PORT takes a port from 1 to 65535."],
    [{ PORT: "http" }, "PORT takes a port from 1 to 65535."],
    [
      { DATABASE_URL: "mysql://x" },
      "DATABASE_URL takes an address such as postgres://user:password@host:5432/colophon.",
    ],
    [{ WORKER_CONCURRENCY: "0" }, "WORKER_CONCURRENCY takes a whole number from 1 to 50."],
    [{ LEASE_SECONDS: "1.5" }, "LEASE_SECONDS takes a whole number of seconds from 1 to 3600."],
    [
      { OPENROUTER_BASE_URL: "openrouter.ai" },
      "OPENROUTER_BASE_URL takes an address such as https://openrouter.ai/api/v1.",
    ],
    [{ ROLE: "cook" }, "ROLE takes all, web or worker."],
    [
      { STORAGE_URL: "s3://bucket" },
      "STORAGE_URL takes nothing yet: pictures are kept under DATA_DIR, a folder that several machines have to share.",
    ],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL takes debug, info, warn, error or silent."],
  ])("%j stops the start with one sentence", (env, sentence) => {
    expect(() => readSettings(env)).toThrow(sentence)
  })
})
