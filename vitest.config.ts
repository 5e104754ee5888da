import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    // Most of a test is waiting for a database or a browser, so two cores can hold three.
    maxWorkers: 3,
    // Files leave nothing behind that another would trip over, and loading everything anew for each costs a minute.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
