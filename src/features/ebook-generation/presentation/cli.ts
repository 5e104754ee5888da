import { Command } from "commander"
import { plain, print, say } from "../../../shared/terminal.ts"
import { moneyText, threeStatesText } from "../../../shared/web/money.ts"
import { TRIM_NAMES } from "../domain/trim.ts"
import { type EbookView, listEbooks } from "../infrastructure/ebook-queries.ts"
import { requestEbook } from "../infrastructure/request-ebook.ts"
import { makeFolder, writeBook } from "./cli-files.ts"
import { type CreateOptions, checkOptions } from "./cli-options.ts"
import { waitForBook } from "./cli-wait.ts"
import type { PresentationDeps } from "./deps.ts"
import { toEbook, toEstimate, toSummary } from "./ebook-json.ts"
import { PAGE_COUNT } from "./ebook-schemas.ts"
import { aboutText, rangeText } from "./estimates.ts"

/** `ebook create` and `ebook list`. No question is ever asked; the exit code of a wait is 0 for a finished draft alone. */
export function ebookCommands(deps: PresentationDeps): Command {
  const ebook = new Command("ebook").description("make books and list them")
  ebook
    .command("create")
    .description("ask for a book")
    .option("--theme <theme>", `needed: what it is about, ${deps.themes.map(({ id }) => id).join(" or ")}`)
    .option("--pages <number>", `needed: drawn pages, ${PAGE_COUNT.min} to ${PAGE_COUNT.max}`)
    .option("--title <title>", "needed: its title, as printed")
    .option("--author <author>", "its author, as printed")
    .option("--audience <audience>", "who colours it: 3-5, 6-8, 9-12 or adults", "6-8")
    .option("--trim <size>", `its size in inches: ${TRIM_NAMES.join(", ")}`, "8.5x11")
    .option("--seed <number>", "the same seed gives the same prompts; random without it")
    .option("--cover-model <model>", "who draws the cover", deps.models.coverModel)
    .option("--page-model <model>", "who draws the pages", deps.models.pageModel)
    .option("--wait", "wait until it is drawn, or stands still")
    .option("--out <folder>", "wait, and write a PDF and every page there")
    .option("--json", "one JSON document on stdout")
    .action((options: CreateOptions) => create(deps, options))
  ebook
    .command("list")
    .description("all books, newest first")
    .option("--json", "one JSON document on stdout")
    .action((options: { json?: true }) => list(deps, options.json === true))
  return ebook
}

async function create(deps: PresentationDeps, options: CreateOptions): Promise<void> {
  const request = checkOptions(options, deps)
  // Before anything is spent: a folder that cannot be written would be found out too late.
  if (options.out !== undefined) await makeFolder(options.out)
  const requested = await requestEbook(deps, request, null)
  const word = deps.simulated ? ", simulated" : ""
  const { estimate } = requested
  const price = estimate
    ? `about ${aboutText(estimate)} (${rangeText(estimate)})${word}`
    : "cost unknown: a model has no price"
  if (!options.wait && options.out === undefined) {
    return options.json
      ? print(JSON.stringify({ ...requested, estimate: toEstimate(estimate) }))
      : print(`${requested.id}\n${price}`)
  }
  if (!options.json) print(`${requested.id}\n${price}`)
  const book = await waitForBook(deps, requested.id)
  const done = book.status === "draft"
  const files = done && options.out !== undefined ? await writeBook(deps.assets, book, options.out) : []
  if (!done) process.exitCode = 1
  if (options.json) return print(JSON.stringify({ ...toEbook(book), files }))
  print(endOf(book))
  if (options.out !== undefined)
    print(done ? `Written to ${options.out}: ${files.length} files.` : `Nothing was written to ${options.out}.`)
}

/** "Dino Days: draft, 26 of 26 drawn." and what it has cost, as far as it is known. */
const endOf = (book: EbookView) =>
  [
    `${book.title}: ${book.status}, ${book.progress.done} of ${book.progress.total} drawn.`,
    ...(book.reasonMessage ? [plain(book.reasonMessage)] : []),
    `Cost: ${costText(book)}.`,
  ].join("\n")

const costText = ({ cost }: EbookView) =>
  [moneyText(cost.amount), threeStatesText(cost)].filter(Boolean).join(" ") + (cost.simulated ? ", simulated" : "")

const PAGE_SIZE = 200

async function list({ db }: PresentationDeps, asJson: boolean): Promise<void> {
  const books: EbookView[] = []
  let total = 1
  for (let page = 1; (page - 1) * PAGE_SIZE < total; page++) {
    const found = await listEbooks(db, { status: null, page, pageSize: PAGE_SIZE })
    books.push(...found.items)
    total = found.total
  }
  if (asJson) {
    const all = { page: 1, pageSize: books.length, total: books.length }
    return print(JSON.stringify({ items: books.map(toSummary), ...all }))
  }
  if (books.length === 0) return say("No book yet.")
  for (const book of books) {
    const { done, total: all } = book.progress
    print([book.id, book.status, `${done}/${all}`, costText(book), book.title].join("\t"))
  }
}
