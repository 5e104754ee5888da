import type { Operation, Parameter } from "./api-docs-reading.ts"

/** A line for a shell that does what the operation's examples say. Ids that only a database knows are shell variables. */
export function curlOf({ method, path, parameters, body, answers }: Operation, origin: string): string {
  const headers = parameters.filter((one) => one.in === "header" && exampleOf(one) !== null)
  const pictures = answers.some(({ content }) => content?.type === "image/png")
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}"${origin}${filled(path, parameters)}${queryOf(parameters)}"`,
    '-H "Authorization: Bearer $COLOPHON_API_KEY"',
    ...headers.map((one) => `-H ${quoted(`${headerName(one.name)}: ${exampleOf(one)}`)}`),
    ...(body ? ['-H "Content-Type: application/json"', `-d ${quoted(JSON.stringify(body.example, null, 2))}`] : []),
    ...(pictures ? ["-o page.png"] : []),
  ].join(" \\\n  ")
}

const filled = (path: string, parameters: readonly Parameter[]) =>
  parameters
    .filter((one) => one.in === "path")
    .reduce(
      (all, one) => all.replace(`{${one.name}}`, () => variableOf(one) ?? encodeURIComponent(exampleOf(one) ?? "")),
      path,
    )

function queryOf(parameters: readonly Parameter[]): string {
  const shown = parameters.filter((one) => one.in === "query" && exampleOf(one) !== null)
  const pairs = shown.map((one) => `${one.name}=${encodeURIComponent(exampleOf(one) ?? "")}`)
  return pairs.length > 0 ? `?${pairs.join("&")}` : ""
}

export function variableOf({ schema }: Parameter): string | null {
  const name: unknown = schema["x-variable"]
  return typeof name === "string" ? `$${name}` : null
}

const exampleOf = ({ schema }: Parameter): string | null =>
  schema.example === undefined ? null : String(schema.example)

/** "Idempotency-Key" of "idempotency-key". */
const headerName = (name: string) => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())

/** For a POSIX shell: nothing inside single quotes means anything, but a single quote. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
