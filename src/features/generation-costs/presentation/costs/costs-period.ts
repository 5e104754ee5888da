import { type Period, stretchesOf } from "../../domain/time/period.ts"
import type { Micros, Stretch } from "../../domain/time/reader-days.ts"
import { type TimeSteps, timeStepsOf } from "../../domain/time/time-steps.ts"
import type { HeldCall } from "../../infrastructure/sums/held-rows.ts"
import { timeQuery } from "../links.ts"
import type { MoneyShown } from "../money-shown.ts"
import { DAYS, type PeriodAsked } from "./period-asked.ts"
import { periodSentences as say } from "./period-sentences.ts"
import { daysInWords } from "./period-words.ts"

/**
 * What a page of sums shows. `steps` null: nothing was ever sent. `money`, `asked`, `listed` are parts of addresses: which
 * money; the period as it was asked for; money and time as lists take them.
 */
export type CostsPeriod = {
  period: Period
  stretches: Stretch[]
  steps: TimeSteps | null
  calls: HeldCall[]
  words: string
  today: string
  simulated: boolean
  money: string
  asked: string
  listed: string
}

export function costsPeriod({ period, choice, today }: PeriodAsked, shown: MoneyShown, now: Date): CostsPeriod {
  const { simulated, query: money, atHand } = shown
  const stretches = stretchesOf(period)
  const steps = timeStepsOf(period, atHand.used && untilNow(atHand.used, now))
  const time = timeQuery(period)
  return {
    period,
    stretches,
    steps,
    calls: atHand.calls.filter(({ at }) => stretches.some(({ from, to }) => from <= at && at < to)),
    words: steps ? daysInWords(steps.first, steps.last, today) : say.everything,
    today,
    simulated,
    money,
    asked: `period=${choice}&${choice === DAYS ? time : timeQuery({ ...period, from: null, to: null })}`,
    listed: `${money}&${time}`,
  }
}

/** An open period goes on until now. */
function untilNow({ from, to }: Stretch, now: Date): Stretch {
  const at: Micros = BigInt(now.getTime()) * 1_000n
  return { from, to: at > to ? at : to }
}
