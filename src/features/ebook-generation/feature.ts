import { Hono } from "hono"
import type { Job } from "../../shared/jobs.ts"
import { createApi } from "../../shared/web/api.ts"
import type { Env } from "../../shared/web/context.ts"
import type { DrawingDeps } from "./infrastructure/drawing/deps.ts"
import { drawOnce } from "./infrastructure/drawing/draw-page.ts"
import { reportLateAnswers } from "./infrastructure/drawing/recover-page.ts"
import { showCostWhenCostCalculated } from "./infrastructure/event-handlers/show-cost-when-cost-calculated.ts"
import { pauseOrWakeRealBooks } from "./infrastructure/steer-ebook.ts"
import { ebookCommands } from "./presentation/cli.ts"
import type { PresentationDeps } from "./presentation/deps.ts"
import { ebookPages } from "./presentation/ebook-pages.ts"
import { ebooksApi } from "./presentation/ebooks-api.ts"
import { pagesApi } from "./presentation/pages-api.ts"
import { themesApi } from "./presentation/themes-api.ts"

export type EbookGenerationDeps = DrawingDeps &
  PresentationDeps & { /** Images in flight in this process. */ concurrency: number }

export function ebookGeneration(deps: EbookGenerationDeps) {
  const api = createApi()
  for (const part of [ebooksApi(deps), pagesApi(deps), themesApi(deps.themes)]) api.route("/", part)
  const drawing: Job = { name: "drawing", lanes: deps.concurrency, workOnce: () => drawOnce(deps) }
  return {
    subscriptions: [showCostWhenCostCalculated],
    api,
    pages: new Hono<Env>().route("/", ebookPages(deps)),
    jobs: [drawing],
    migrations: { schema: "ebook_generation", folder: new URL("./infrastructure/migrations/", import.meta.url) },
    commands: () => ebookCommands(deps),
    /** What a process that draws does first: books that lack a key say so, and answers left in the spool are reported. */
    async prepare() {
      await pauseOrWakeRealBooks(deps, deps.providers.real !== null)
      await reportLateAnswers(deps)
    },
  }
}
