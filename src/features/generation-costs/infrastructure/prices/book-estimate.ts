import type { Db } from "../../../../shared/database/database.ts"
import type { ModelList } from "../../../../shared/model-list.ts"
import { type BookEstimate, estimateBook, estimateImage } from "../../domain/estimate.ts"
import { pricesOf } from "./price-versions.ts"

/** A book to come; `pageCount`: drawn content pages. */
export type BookRequest = { coverModel: string; pageModel: string; pageCount: number }
type Deps = { db: Db; models: ModelList; now: () => Date }

/** About how much will this book cost? null: a model of it has no price, or is not in config/models.yaml. */
export function createEstimate({ db, models, now }: Deps): (request: BookRequest) => Promise<BookEstimate | null> {
  return async ({ coverModel, pageModel, pageCount }) => {
    const prices = await pricesOf(db, coverModel, pageModel)
    const imageOf = (model: string) => {
      const offered = models.models.find(({ id }) => id === model)
      return offered ? estimateImage(prices, offered, now()) : null
    }
    return estimateBook(imageOf(coverModel), imageOf(pageModel), pageCount)
  }
}
