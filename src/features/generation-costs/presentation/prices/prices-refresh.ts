import type { Db } from "../../../../shared/database/database.ts"
import type { Log } from "../../../../shared/log.ts"
import {
  type PriceSource,
  PricesUnreadable,
  type Refreshed,
  refreshPrices,
} from "../../infrastructure/prices/price-sources.ts"
import { priceSentences as say } from "./prices-sentences.ts"

/** `prices`: null where there is no provider to ask. */
export type PricesDeps = { db: Db; log: Log; now: () => Date; prices: PriceSource | null }

/** `why`: in a sentence. Where it is not "refreshed", no price was touched. */
export type Asked =
  | { kind: "refreshed"; refreshed: Refreshed }
  | { kind: "no-api-key"; why: string }
  | { kind: "prices-unreadable"; why: string }

/** Fetches the provider's prices, for whoever pressed a button or sent a request. */
export async function askProvider({ prices: source, ...deps }: PricesDeps): Promise<Asked> {
  if (source === null) return { kind: "no-api-key", why: say.refresh.noKey }
  try {
    return { kind: "refreshed", refreshed: await refreshPrices({ ...deps, source }) }
  } catch (error) {
    if (!(error instanceof PricesUnreadable)) throw error
    return { kind: "prices-unreadable", why: say.refresh.unreadable(error.message) }
  }
}
