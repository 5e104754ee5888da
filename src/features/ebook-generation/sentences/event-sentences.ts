import { grouped, moneyText } from "../../../shared/web/money.ts"
import type { TokensTold } from "../domain/tokens-told.ts"

type Sheet = { pageNumber: number; kind: "cover" | "content" | "back-cover" }
type Ended = { attemptCount: number; reportedTotal: string | null }

const pageName = ({ pageNumber, kind }: Sheet) =>
  ({ cover: "The cover", content: `Page ${pageNumber}`, "back-cover": "The back cover" })[kind]

const attempts = (count: number) => (count === 1 ? "1 attempt" : `${grouped(String(count))} attempts`)

const AUDIENCES: Readonly<Record<string, string>> = { "3-5": "3 to 5", "6-8": "6 to 8", "9-12": "9 to 12" }

const PAUSED: Readonly<Record<string, string>> = {
  "by-hand": "The book was paused by hand",
  "no-api-key": "The book was paused: no key is set",
  "key-refused": "The book was paused: OpenRouter refused the key",
  "no-credit": "The book was paused: the account has no credit left",
}

const ANSWERED = {
  succeeded: "Tokens were consumed",
  "no-usable-image": "An answer came without a usable picture",
  refused: "An attempt was refused",
  "failed-unbilled": "An attempt failed and was not charged",
  "failed-billed": "An attempt failed and was charged",
  cancelled: "An attempt was cancelled",
}

function counts({ input, output, image }: TokensTold): string {
  const parts = [
    ...(input === null ? [] : [`${grouped(input)} in`]),
    ...(image === null ? (output === null ? [] : [`${grouped(output)} out`]) : [`${grouped(image)} image`]),
  ]
  return parts.join(", ")
}

/** What an event of this feature says as a headline, without a full stop. */
export const sentences = {
  requested: (pages: number, theme: string, audience: string) =>
    `A book was asked for: ${pages} pages, ${theme}, ${AUDIENCES[audience] ?? audience}`,
  started: "Drawing was begun",
  paused: (reasonCode: string) => PAUSED[reasonCode] ?? "The book was paused",
  resumed: "The book was resumed",
  answered: (outcome: keyof typeof ANSWERED, tokens: TokensTold) =>
    [ANSWERED[outcome], counts(tokens)].filter(Boolean).join(": "),
  outcomeUnknown: "The outcome of an attempt is unknown",
  drawn: (page: Sheet) =>
    page.kind === "back-cover" ? `${pageName(page)} was composed` : `${pageName(page)} was drawn`,
  pageFailed: (page: Sheet, problem: string | null) =>
    problem === null ? `${pageName(page)} could not be drawn` : `${pageName(page)} could not be drawn: “${problem}”`,
  finished: ({ attemptCount, reportedTotal }: Ended) =>
    reportedTotal === null
      ? `The book was finished: ${attempts(attemptCount)}, not each of them with a price`
      : `The book was finished: ${attempts(attemptCount)}, ${moneyText(reportedTotal)} reported`,
  failed: ({ attemptCount }: Ended, failedPages: number) =>
    `The book ended with ${failedPages === 1 ? "1 page" : `${failedPages} pages`} missing after ${attempts(attemptCount)}`,
  cancelled: ({ attemptCount }: Ended) => `The book was cancelled after ${attempts(attemptCount)}`,
  renamed: (title: string) => `The book was renamed “${title}”`,
  deleted: "The book was deleted",
  restored: "The deletion of the book was taken back",
}
