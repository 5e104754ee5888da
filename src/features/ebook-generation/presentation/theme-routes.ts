import { readFile } from "node:fs/promises"
import { Hono } from "hono"
import { DomainError } from "../../../shared/errors.ts"
import type { Env } from "../../../shared/web/context.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import type { PresentationDeps } from "./deps.ts"

const A_DAY = "private, max-age=86400"

/** The small pictures that show what a theme's pages look like, counted from 1. */
export const themeRoutes = ({ themes }: PresentationDeps): Hono<Env> =>
  new Hono<Env>().get("/dashboard/themes/:id/samples/:n{\\d}", async (c) => {
    const theme = themes.find(({ id }) => id === c.req.param("id"))
    const path = theme?.samples[Number(c.req.param("n")) - 1]
    if (!path) throw new DomainError("sample-not-found", sentences.refusals.noSample, 404)
    return c.body(new Uint8Array(await readFile(path)), 200, { "content-type": "image/webp", "cache-control": A_DAY })
  })
