import { createRoute, z } from "@hono/zod-openapi"
import { createApi, noBody, noQuery } from "../../../shared/web/api.ts"
import { json, problem, refusals } from "../../../shared/web/api-answers.ts"
import { cancelEbook, pauseEbook, resumeEbook, type SteerDeps } from "../infrastructure/steer-ebook.ts"
import { exampleSummary, noBook, steered } from "./ebook-answers.ts"
import { bookId } from "./ebook-schemas.ts"

const VERBS = {
  pause: {
    steer: pauseEbook,
    summary: "Pause a book: no new page is begun.",
    description: "Pages under way are finished and paid for. Takes a book that is requested or generating.",
    status: "paused",
  },
  resume: {
    steer: resumeEbook,
    summary: "Resume a book: whatever is missing is drawn.",
    description:
      "Pages that were given up get six new tries; finished ones are never paid again. Takes a book that is paused or failed.",
    status: "generating",
  },
  cancel: {
    steer: cancelEbook,
    summary: "Cancel a book for good.",
    description:
      "Calls under way are still booked when they answer. Takes a book that is requested, generating, paused or failed.",
    status: "cancelled",
  },
} as const

/** Pause, resume and cancel. */
export function steeringApi(deps: SteerDeps) {
  const api = createApi()
  for (const [verb, { steer, status, ...told }] of Object.entries(VERBS)) {
    api.openapi(
      createRoute({
        method: "post",
        path: `/ebooks/{id}/${verb}`,
        tags: ["ebooks"],
        ...told,
        middleware: noBody,
        request: { params: z.strictObject({ id: bookId }), query: noQuery },
        responses: {
          200: json(steered, "Its new state.", { id: exampleSummary.id, status }),
          ...refusals,
          404: noBook,
          409: problem(409, { "ebook-in-other-state": "The book's state forbids it; nothing was changed." }),
        },
      }),
      async (c) => c.json(await steer(deps, c.req.valid("param").id), 200),
    )
  }
  return api
}
