import { tellable } from "../../../../shared/errors.ts"
import { type PriceRefresh, type PriceSource, refreshPrices } from "./price-sources.ts"

const DAY_MS = 86_400_000

/** Refreshes the prices where this process did so a day ago, or not yet; does nothing where there is no provider to ask. */
export function refreshDaily({
  source,
  ...deps
}: Omit<PriceRefresh, "source"> & { source: PriceSource | null }): () => Promise<void> {
  let last: Date | null = null
  return async () => {
    const now = deps.now()
    if (source === null || (last && now.getTime() - last.getTime() < DAY_MS)) return
    try {
      await refreshPrices({ ...deps, source })
      last = now
    } catch (error) {
      deps.log.warn(tellable(error), "the provider's prices could not be read, the known ones stay")
    }
  }
}
