/** One thing that was looked at. `broken` stops a start, `warning` is only said. */
export type Finding = { verdict: "ok" | "warning" | "broken"; about: string; sentence: string }

export const ok = (about: string, sentence: string): Finding => ({ verdict: "ok", about, sentence })
export const warning = (about: string, sentence: string): Finding => ({ verdict: "warning", about, sentence })
export const broken = (about: string, sentence: string): Finding => ({ verdict: "broken", about, sentence })
