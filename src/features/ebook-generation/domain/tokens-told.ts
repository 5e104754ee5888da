import { member, numberText, parseLosslessly } from "../../../shared/json.ts"

/** Counts as the provider wrote them, every digit; null where it told none. Images are a part of the output. */
export type TokensTold = { input: string | null; output: string | null; image: string | null }

const COUNT = /^\d+$/

/** Which tokens an answer's usage speaks of, for a headline; what they cost is decided elsewhere. Takes any text. */
export function tokensTold(usage: string | null): TokensTold {
  const told = read(usage)
  const count = (...path: string[]) => {
    const text = numberText(path.reduce(member, told))
    return text !== null && COUNT.test(text) ? text : null
  }
  return {
    input: count("prompt_tokens"),
    output: count("completion_tokens"),
    image: count("completion_tokens_details", "image_tokens"),
  }
}

function read(usage: string | null): unknown {
  try {
    return usage === null ? null : parseLosslessly(usage)
  } catch {
    return null
  }
}
