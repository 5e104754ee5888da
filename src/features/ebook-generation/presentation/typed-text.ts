import { sentences } from "../sentences/order-sentences.ts"
import { capitalised, countWord } from "./words.ts"

const say = sentences.problems
/** "Two things to put right. Nothing was changed." */
export const problemsHead = (count: number, nothing: string): string =>
  say.head(capitalised(countWord(count)), count > 1, nothing)

const CONTROLS = /\p{Cc}/gu

/** Shown again as it was typed, but for what a field cannot hold. */
export const typed = (text: string): string => text.replaceAll(CONTROLS, "")

/** What a line of text does wrong; `named` is how it is called, `max` how many characters it takes. */
export function textProblem(text: string, { named, max }: { named: string; max: number }): string {
  if (text.trim() === "") return say.empty(named, max)
  const length = text.trim().length
  if (length > max) return say.long(named, length, max)
  return say.unprintable(named)
}
