import { createRoute, z } from "@hono/zod-openapi"
import { DomainError } from "../../../shared/errors.ts"
import { createApi, noQuery, outsideId } from "../../../shared/web/api.ts"
import { exampleList, json, listOf, problem, refusals } from "../../../shared/web/api-answers.ts"
import type { Theme } from "../domain/theme.ts"

const theme = z
  .object({
    id: z.string().openapi({ description: "What POST /ebooks takes as themeId." }),
    name: z.string().openapi({ description: "What people call it." }),
    description: z.string().openapi({ description: "What is drawn, in a sentence." }),
    subjectCount: z.int().openapi({ description: "How many different things a page can show." }),
  })
  .openapi("Theme")

const example = {
  id: "dinosaurs",
  name: "Dinosaurs",
  description: "Friendly giants of the Triassic, Jurassic and Cretaceous, drawn true to their shape.",
  subjectCount: 41,
}
const themeId = outsideId.openapi({ description: "The theme's id.", example: "dinosaurs" })
const tags = ["themes"]

const toJson = ({ id, name, description, subjects }: Theme) => ({
  id,
  name,
  description,
  subjectCount: subjects.length,
})

/** What books can be about. */
export function themesApi(themes: readonly Theme[]) {
  const api = createApi()
  api.openapi(
    createRoute({
      method: "get",
      path: "/themes",
      tags,
      summary: "List what books can be about.",
      request: { query: noQuery },
      responses: {
        200: json(listOf(theme), "All themes, on one page.", { ...exampleList(example), pageSize: 1 }),
        ...refusals,
      },
    }),
    (c) => c.json({ items: themes.map(toJson), page: 1, pageSize: themes.length, total: themes.length }, 200),
  )
  api.openapi(
    createRoute({
      method: "get",
      path: "/themes/{id}",
      tags,
      summary: "Look at one theme.",
      request: { params: z.strictObject({ id: themeId }), query: noQuery },
      responses: {
        200: json(theme, "The theme.", example),
        ...refusals,
        404: problem(404, { "theme-not-found": "There is no theme of this id; the sentence names those there are." }),
      },
    }),
    (c) => {
      const { id } = c.req.valid("param")
      const found = themes.find((one) => one.id === id)
      if (!found)
        throw new DomainError(
          "theme-not-found",
          `There is no theme ${id.slice(0, 60)}; there are ${themes.map((t) => t.id).join(", ")}.`,
          404,
        )
      return c.json(toJson(found), 200)
    },
  )
  return api
}
