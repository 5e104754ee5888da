const HERE = "http://colophon.invalid"
const MAX_LENGTH = 2_000

/** Where to go after signing in: a path of this server as a browser would read it, otherwise the front page. */
export function localPath(wanted: string): string {
  if (!wanted.startsWith("/") || wanted.length > MAX_LENGTH) return "/"
  const url = URL.parse(wanted, HERE)
  // `/.//elsewhere` stays here when parsed, but its path is `//elsewhere`.
  if (url?.origin !== HERE || url.pathname.startsWith("//")) return "/"
  if (url.pathname === "/login" || url.pathname === "/logout") return "/"
  return url.pathname + url.search + url.hash
}
