export { html } from "hono/html"

import type { html } from "hono/html"

/** Escaped markup, as the `html` template returns it. */
export type Html = ReturnType<typeof html>
