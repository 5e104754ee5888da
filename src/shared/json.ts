/** JSON whose numbers keep every digit of their text: parse, take a part, and `JSON.stringify` writes it as it came. */
export function parseLosslessly(text: string): unknown {
  return JSON.parse(text, ((_key: string, value: unknown, { source }: { source: string }) =>
    typeof value === "number" ? rawJson(source) : value) as Parameters<typeof JSON.parse>[1])
}

/** Part of the language (source text access), not yet of TypeScript's library. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

/** The exact text of a number read by `parseLosslessly`, or of a plain one; null where it is none. */
export function numberText(value: unknown): string | null {
  if (typeof value === "number") return String(value)
  const raw = typeof value === "object" && value !== null && "rawJSON" in value ? value.rawJSON : null
  return typeof raw === "string" && raw !== "null" ? raw : null
}
