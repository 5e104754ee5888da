import { DomainError } from "../../../shared/errors.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type EbookView, readEbook } from "../infrastructure/ebook-queries.ts"
import { ebookNotFound } from "../infrastructure/steer-ebook.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import type { PresentationDeps } from "./deps.ts"

const say = sentences.refusals

/** The id of a book from the address. What no id can hold is not asked of the database. */
export function idFrom(c: Ctx): string {
  const id = c.req.param("id") ?? ""
  if (id.length > 200 || /\p{Cc}/u.test(id)) throw new DomainError("ebook-not-found", say.noSuchBook, 404)
  return id
}

export async function findBook({ db }: PresentationDeps, id: string): Promise<EbookView> {
  const book = await readEbook(db, id)
  if (!book) throw ebookNotFound(id)
  return book
}

/** A page number from the address. */
export function pageNumberFrom(c: Ctx): number {
  const number = c.req.param("n") ?? ""
  if (!/^\d{1,4}$/.test(number)) throw new DomainError("page-not-found", say.noSuchPage, 404)
  return Number(number)
}
