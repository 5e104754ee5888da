import { z } from "@hono/zod-openapi"
import { dollars, exampleTotal, instant, problem, total } from "../../../shared/web/api-answers.ts"
import { AUDIENCES } from "../domain/theme.ts"
import { EBOOK_STATUSES, PAGE_STATUSES } from "../infrastructure/tables.ts"

const text = (description: string) => z.string().openapi({ description })
const count = (description: string) => z.int().openapi({ description })

const id = text("The book's id.")
const status = z.enum(EBOOK_STATUSES).openapi({
  description:
    "requested: nothing is drawn yet. draft: every page is drawn. failed: a page was given up; resume tries it again.",
})

export const estimate = z
  .object({
    amount: dollars("About what the book will cost."),
    low: dollars("If every page succeeds at once."),
    high: dollars("If many have to be tried again."),
  })
  .nullable()
  .openapi({ description: "As it was expected when the book was asked for. null: a model has no price." })

const NO_BOOK = { "ebook-not-found": "There is no book of this id, or it is deleted." }
export const noBook = problem(404, NO_BOOK)
export const noPage = problem(404, { ...NO_BOOK, "page-not-found": "The book has no page of this number." })
export const noPicture = problem(404, {
  ...NO_BOOK,
  "page-not-found": "The book has no page of this number.",
  "page-not-drawn": "The page has no picture yet.",
})

export const steered = z.object({ id, status }).openapi("EbookStatus")
export const requested = z
  .object({ id, status: z.literal("requested").openapi({ description: "Of the new book." }), estimate })
  .openapi("RequestedEbook")

const candidate = z.object({
  id: text("The attempt's id; GET /costs/attempts/{attemptId} tells what it cost."),
  outcome: text("How it ended. null: it is under way.").nullable(),
  kept: z.boolean().openapi({ description: "Whether its picture is the page's." }),
  createdAt: instant("When it was sent."),
})

const page = {
  number: count("0 is the cover, 1 to n the pages to colour, n + 1 the back cover."),
  kind: z.enum(["cover", "content", "back-cover"]).openapi({ description: "Which kind of page." }),
  status: z.enum(PAGE_STATUSES).openapi({ description: "failed: its tries are used up." }),
  prompt: text("The planned words. A page that is tried again sends the same."),
  problem: text("Why the last try gave no picture, in a sentence.").nullable(),
  imageUrl: text("Where its picture is. null: not drawn yet.").nullable(),
  attemptCount: count("How many times it was tried."),
  cost: total,
}

export const pageOfEbook = z.object(page).openapi("Page")
export const pageWithCandidates = z
  .object({ ...page, candidates: z.array(candidate).openapi({ description: "Its attempts, oldest first." }) })
  .openapi("PageWithCandidates")

const summary = {
  id,
  title: text("As printed."),
  author: text("As printed.").nullable(),
  themeId: text("What it is about: the id of a theme."),
  audience: z.enum(AUDIENCES).openapi({ description: "Who colours it, by age." }),
  pageCount: count("Pages to colour, without the covers."),
  trim: text("The size of the book in inches, by KDP's name."),
  seed: count("With theme and audience it decides the prompts."),
  coverModel: text("Who draws the cover."),
  pageModel: text("Who draws the pages."),
  status,
  progress: z
    .object({
      done: count("Pages that are drawn, the covers too."),
      total: count("All pages, the covers too."),
      failed: count("Pages whose tries are used up."),
      unresolved: count("Attempts whose answer is lost."),
    })
    .openapi({ description: "How far the drawing is." }),
  cost: total,
  estimate,
  simulated: z
    .boolean()
    .openapi({ description: "Whether it is drawn by the sandbox for play money. Fixed when asked for." }),
  reason: z
    .object({
      code: text("Stable, such as by-hand, no-api-key, key-refused, no-credit, pages-failed."),
      message: text("What happened and what to do, in a sentence."),
    })
    .nullable()
    .openapi({ description: "Why it is paused, failed or cancelled; otherwise null." }),
  requestedAt: instant("When it was asked for."),
  endedAt: instant("When the last page was done, or it was cancelled. null: not yet.").nullable(),
}

export const ebookSummary = z.object(summary).openapi("EbookSummary")
export const ebook = z
  .object({ ...summary, pages: z.array(pageOfEbook).openapi({ description: "Every page in its order." }) })
  .openapi("Ebook")

export const exampleEstimate = { amount: "0.974012", low: "0.93211", high: "1.100241" }
const exampleId = "019ab0c2-7e1d-7c44-9a0e-5b1f2d3c4e5f"

export const exampleSummary: z.infer<typeof ebookSummary> = {
  id: exampleId,
  title: "Dino Days",
  author: "Mara Lind",
  themeId: "dinosaurs",
  audience: "6-8",
  pageCount: 24,
  trim: "8.5x11",
  seed: 1453087912,
  coverModel: "google/gemini-3-pro-image",
  pageModel: "google/gemini-2.5-flash-image",
  status: "draft",
  progress: { done: 26, total: 26, failed: 0, unresolved: 0 },
  cost: exampleTotal("1.0639832"),
  estimate: exampleEstimate,
  simulated: false,
  reason: null,
  requestedAt: "2026-11-23T10:04:07.310Z",
  endedAt: "2026-11-23T10:05:52.018Z",
}

export const examplePage: z.infer<typeof pageOfEbook> = {
  number: 1,
  kind: "content",
  status: "drawn",
  prompt: "A black and white colouring page of a friendly Triceratops …",
  problem: null,
  imageUrl: `/api/v1/ebooks/${exampleId}/pages/1/image`,
  attemptCount: 1,
  cost: exampleTotal("0.0387243"),
}

export const exampleEbook: z.infer<typeof ebook> = { ...exampleSummary, pages: [examplePage] }
