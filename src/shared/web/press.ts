import { Hono } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import type { Ctx, Env } from "./context.ts"
import { html } from "./html.ts"
import { sentences } from "./sentences.ts"

/** Light or dark as the reader chose it; `auto` follows the system. */
export type Press = "auto" | "day" | "night"

const COOKIE = "colophon_press"
const YEAR_SECONDS = 365 * 24 * 60 * 60

export function pressOf(c: Ctx): Press {
  const kept = getCookie(c, COOKIE)
  return kept === "day" || kept === "night" ? kept : "auto"
}

/** The style sheet switches at once by `:has()`; the server keeps it for the next page. */
export const pressSwitch = (now: Press) => html`<form method="post" action="/preferences/press"
  hx-post="/preferences/press" hx-trigger="change" hx-swap="none"><div class="press" role="radiogroup" aria-label="${sentences.press.label}">${(
    ["auto", "day", "night"] as const
  ).map(
    (press) =>
      html`<input type="radio" name="press" id="press-${press}" value="${press}" ${press === now ? "checked" : ""}><label for="press-${press}">${sentences.press[press]}</label>`,
  )}</div></form>`

export const pressRoute = (): Hono<Env> =>
  new Hono<Env>().post("/preferences/press", async (c) => {
    const press = new URLSearchParams(await c.req.text()).get("press") ?? ""
    const options = { path: "/", httpOnly: true, sameSite: "Lax", maxAge: YEAR_SECONDS } as const
    setCookie(c, COOKIE, press === "day" || press === "night" ? press : "auto", options)
    return c.body(null, 204)
  })
