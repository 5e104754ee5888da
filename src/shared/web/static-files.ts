import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** In this order; all but the first three are ideas of their own, and the layers decide who wins. */
const COMPONENTS =
  "masthead colophon sandbox sections details buttons forms money figures tables table-stacked marks sheets crop"
const PAGES =
  "books costs costs-period costs-charts events ebook sheet new-ebook themes quote door settings api-docs corrections prices"
const STYLES = [
  ...["tokens", "base", "text"],
  ...COMPONENTS.split(" ").map((name) => `components/${name}`),
  ...PAGES.split(" ").map((name) => `pages/${name}`),
]
/** One file: htmx looks at the page as soon as it has run, and an extension that comes later is never asked. */
const SCRIPTS = ["htmx.org/dist/htmx.min.js", "htmx.org/dist/ext/hx-sse.min.js"]
const FROM_PACKAGES: Record<string, string> = {
  "besley-latin.woff2": "@fontsource-variable/besley/files/besley-latin-wght-normal.woff2",
  "besley-latin-ext.woff2": "@fontsource-variable/besley/files/besley-latin-ext-wght-normal.woff2",
  "archivo-latin.woff2": "@fontsource-variable/archivo/files/archivo-latin-wght-normal.woff2",
  "archivo-latin-ext.woff2": "@fontsource-variable/archivo/files/archivo-latin-ext-wght-normal.woff2",
  "plex-mono.woff2": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
}
const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  woff2: "font/woff2",
  svg: "image/svg+xml",
  webp: "image/webp",
}

export type StaticFile = { body: Uint8Array<ArrayBuffer>; type: string }
export type StaticFiles = {
  get(name: string): StaticFile | undefined
  /** Address that changes with the content. */
  urlOf(name: string): string
}

/** All that a browser loads besides pages and pictures, read once; nothing comes from elsewhere. */
export function loadStaticFiles(): StaticFiles {
  const files = new Map<string, StaticFile & { hash: string }>()
  const add = (name: string, body: Uint8Array<ArrayBuffer>) => {
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream"
    files.set(name, { body, type, hash: createHash("sha256").update(body).digest("hex").slice(0, 12) })
  }
  const own = (path: string) => new Uint8Array(readFileSync(new URL(`./static/${path}`, import.meta.url)))
  const urlOf = (name: string) => `/static/${name}?v=${files.get(name)?.hash ?? ""}`
  for (const name of ["mark.svg", "viewer.js", "first-sheet.webp"]) add(name, own(name))
  const installed = (path: string) => new Uint8Array(readFileSync(fileURLToPath(import.meta.resolve(path))))
  for (const [name, path] of Object.entries(FROM_PACKAGES)) add(name, installed(path))
  const scripts = SCRIPTS.map((path) => new TextDecoder().decode(installed(path))).join("\n;")
  add("htmx.js", new TextEncoder().encode(scripts))
  const styles = STYLES.map((name) => new TextDecoder().decode(own(`${name}.css`))).join("\n")
  // A font is preloaded and used under one address, or it is loaded twice.
  add("colophon.css", new TextEncoder().encode(styles.replaceAll(/\/static\/([\w.-]+)/g, (_, name) => urlOf(name))))
  return { get: (name) => files.get(name), urlOf }
}
