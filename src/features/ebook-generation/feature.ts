import { Hono } from "hono"
import { eventTypesIn } from "../../shared/events/domain-event.ts"
import type { Chore, Job } from "../../shared/jobs.ts"
import { createApi } from "../../shared/web/api.ts"
import type { Env } from "../../shared/web/context.ts"
import * as events from "./events.ts"
import type { DrawingDeps } from "./infrastructure/drawing/deps.ts"
import { drawOnce } from "./infrastructure/drawing/draw-page.ts"
import { reportLateAnswers } from "./infrastructure/drawing/recover-page.ts"
import { drawingMetrics } from "./infrastructure/drawing-metrics.ts"
import { showCostWhenCostCalculated } from "./infrastructure/event-handlers/show-cost-when-cost-calculated.ts"
import { pauseOrWakeRealBooks } from "./infrastructure/steer-ebook.ts"
import { ebookCommands } from "./presentation/cli.ts"
import type { PresentationDeps } from "./presentation/deps.ts"
import { ebookPages } from "./presentation/ebook-pages.ts"
import { ebooksApi } from "./presentation/ebooks-api.ts"
import { pagesApi } from "./presentation/pages-api.ts"
import { themesApi } from "./presentation/themes-api.ts"

export type EbookGenerationDeps = DrawingDeps &
  PresentationDeps & {
    /** Images in flight in this process. */
    concurrency: number
    /** Whether any process that draws, here or elsewhere, has a key. */
    someoneDrawsReal: () => Promise<boolean>
  }

/** How long a real book may wait unseen where nobody has a key. */
const KEY_CHECK_MS = 2_000

export function ebookGeneration(deps: EbookGenerationDeps) {
  const api = createApi()
  for (const part of [ebooksApi(deps), pagesApi(deps), themesApi(deps.themes)]) api.route("/", part)
  const drawing: Job = { name: "drawing", lanes: deps.concurrency, workOnce: () => drawOnce(deps) }
  const minding: Chore = { name: "minding real books", everyMs: KEY_CHECK_MS, run: () => mindRealBooks(deps) }
  return {
    events: eventTypesIn(events),
    subscriptions: showCostWhenCostCalculated,
    api,
    pages: new Hono<Env>().route("/", ebookPages(deps)),
    migrations: { schema: "ebook_generation", folder: new URL("./infrastructure/migrations/", import.meta.url) },
    commands: () => ebookCommands(deps),
    metrics: () => drawingMetrics(deps.db),
    /** Only for a process that draws. First it reports the answers that were left in its spool. */
    async openDrawingRoom(): Promise<(Job | Chore)[]> {
      await mindRealBooks(deps)
      await reportLateAnswers(deps)
      return [drawing, minding]
    },
  }
}

/** With a key here, books that waited for one go on. With none anywhere, those that need one say so. */
async function mindRealBooks(deps: EbookGenerationDeps): Promise<void> {
  const hasKey = deps.providers.real !== null
  if (hasKey || !(await deps.someoneDrawsReal())) await pauseOrWakeRealBooks(deps, hasKey)
}
