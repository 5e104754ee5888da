import { setTimeout as sleep } from "node:timers/promises"

/** Waits until it is so; fails after `ms`. */
export async function until(isSo: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  for (const end = performance.now() + ms; !(await isSo()); await sleep(5))
    if (performance.now() > end) throw new Error(`it did not become so within ${ms} ms: ${isSo}`)
}
