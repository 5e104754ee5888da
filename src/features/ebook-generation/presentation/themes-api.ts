import { createRoute, z } from "@hono/zod-openapi"
import { DomainError } from "../../../shared/errors.ts"
import { createApi, json, listOf, outsideId, problem } from "../../../shared/web/api.ts"
import type { Theme } from "../domain/theme.ts"

const theme = z
  .object({ id: z.string(), name: z.string(), description: z.string(), subjectCount: z.int() })
  .openapi("Theme")
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
      summary: "All themes",
      responses: { 200: json(listOf(theme), "The themes"), 401: problem("No valid key") },
    }),
    (c) => c.json({ items: themes.map(toJson), page: 1, pageSize: themes.length, total: themes.length }, 200),
  )
  api.openapi(
    createRoute({
      method: "get",
      path: "/themes/{id}",
      tags,
      summary: "A theme",
      request: { params: z.strictObject({ id: outsideId }) },
      responses: {
        200: json(theme, "The theme"),
        401: problem("No valid key"),
        404: problem("There is no such theme"),
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
