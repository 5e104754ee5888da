import { nameEbookWhenRequestedOrRenamed } from "./event-handlers/name-ebook-when-requested-or-renamed.ts"
import { eventsApi } from "./events-api.ts"
import { eventsCommands } from "./events-commands.ts"
import { type HistoryDeps, historyRoutes } from "./routes.ts"
import { createTeller, type ToldEvent } from "./teller.ts"

/** `events`: all kinds of events there are, to say them in words. */
export type EventHistoryDeps = HistoryDeps & { events: readonly ToldEvent[] }

export function eventHistory(deps: EventHistoryDeps) {
  const teller = createTeller(deps.events)
  return {
    subscriptions: nameEbookWhenRequestedOrRenamed,
    api: eventsApi(deps),
    pages: historyRoutes(deps, teller),
    commands: () => eventsCommands(deps, teller),
    migrations: { schema: "event_history", folder: new URL("./migrations/", import.meta.url) },
  }
}
