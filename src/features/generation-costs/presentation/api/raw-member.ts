/**
 * The text of one member of a JSON object, digit for digit and space for space; of several by that name the last, as in
 * JSON.parse. `json` must be a valid JSON object. Only its outermost level is looked at, and nothing recurses.
 */
export function rawMember(json: string, name: string): string | undefined {
  let depth = 0
  let key: string | undefined
  let valueFrom = 0
  let found: string | undefined
  const endValue = (end: number) => {
    if (key === name) found = json.slice(valueFrom, end).trim()
    key = undefined
  }
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (char === '"') {
      const end = endOfString(json, at)
      if (depth === 1 && key === undefined) {
        key = String(JSON.parse(json.slice(at, end + 1)))
        valueFrom = json.indexOf(":", end) + 1
      }
      at = end
    } else if (char === "{" || char === "[") depth++
    else if (char === "}" || char === "]") {
      depth--
      if (depth === 0) endValue(at)
    } else if (char === "," && depth === 1) endValue(at)
  }
  return found
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1
  return at
}
