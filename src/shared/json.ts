/**
 * JSON whose numbers keep every digit of their text: `numberText` reads one, and `JSON.stringify` writes it as it came.
 * Throws where JSON.parse does, and a RangeError on text nested too deep for it.
 */
export function parseLosslessly(text: string): unknown {
  return JSON.parse(text, (_key, value, context?: { source?: string }) =>
    typeof value === "number" ? exact.rawJSON(context?.source ?? String(value)) : value,
  )
}

/** The exact text of a number read by `parseLosslessly`; null where the value is none. */
export const numberText = (value: unknown): string | null => (exact.isRawJSON(value) ? value.rawJSON : null)

/** The member of a JSON object, or undefined where there is no object or no such member. */
export const member = (value: unknown, name: string): unknown =>
  isObject(value) ? new Map(Object.entries(value)).get(name) : undefined

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !exact.isRawJSON(value)

/** Part of the language (source text access), not yet of TypeScript's library. */
const exact = JSON as unknown as {
  rawJSON(text: string): { rawJSON: string }
  isRawJSON(value: unknown): value is { rawJSON: string }
}
