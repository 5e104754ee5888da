import type { Reply } from "../../src/features/ebook-generation/domain/ports.ts"
import type { Trim } from "../../src/features/ebook-generation/domain/trim.ts"
import { PageIllustrated } from "../../src/features/ebook-generation/events.ts"
import { type Claimed, claimPage } from "../../src/features/ebook-generation/infrastructure/drawing/claim-page.ts"
import type { DrawingDeps } from "../../src/features/ebook-generation/infrastructure/drawing/deps.ts"
import { endEbookIfDone, lockEbook } from "../../src/features/ebook-generation/infrastructure/drawing/end-ebook.ts"
import {
  settleAsUnknown,
  settleAttempt,
} from "../../src/features/ebook-generation/infrastructure/drawing/settle-attempt.ts"
import { keepPicture } from "../../src/features/ebook-generation/infrastructure/drawing/write-page.ts"
import { draw } from "../../src/sandbox/artist/draw.ts"
import { readImageRequest } from "../../src/sandbox/image-request.ts"
import { billFor, usageFor, usualTokens } from "../../src/sandbox/usage.ts"
import { publish } from "../../src/shared/events/transaction.ts"
import type { ModelList } from "../../src/shared/model-list.ts"
import type { Mishap, ShopBook } from "./shop-books.ts"

/** The picture of an answer is looked at in this size and not kept: what is shown comes from the prints. */
const LOOKED_AT = "0.4x0.53" as Trim
const SAMPLE = "Black and white line art for a colouring book, for ages 3-5. A mandala of hearts"
const NO_ANSWER = "The connection was cut before the answer arrived."
const SECONDS_A_PAGE = 11
/** So many commits at a time share a sync of the disk. */
const LANES = 3

export type PressDeps = {
  drawing: DrawingDeps
  models: ModelList
  /** Stores the picture that a page shall show under a key. */
  hang: (key: string, book: ShopBook, pageNumber: number) => Promise<void>
  forward: (seconds: number) => void
}

/** Draws as the drawing room does, by its own commands, with answers written here instead of a provider's. */
export function createPress({ drawing, models, hang, forward }: PressDeps) {
  const sample = draw({ prompt: SAMPLE, seed: 1, width: 216, height: 296 }).then((png) => png.toString("base64"))

  async function step(book: ShopBook): Promise<boolean> {
    const claimed = await claimPage(drawing)
    if (!claimed) return false
    forward(SECONDS_A_PAGE)
    const { page, attempt, ebook } = claimed
    if (!attempt) {
      await bindBackCover(book, claimed)
      return true
    }
    const mishap = book.mishaps[page.number]?.[page.tries - 1]
    const held = { page, attempt, ebook: { ...ebook, trim: LOOKED_AT } }
    if (mishap === "lost") await settleAsUnknown(drawing, held, NO_ANSWER)
    else {
      const assets = {
        ...drawing.assets,
        put: async (key: string) => void (key.endsWith(".png") && (await hang(key, book, page.number))),
      }
      await settleAttempt({ ...drawing, assets }, held, await answer(attempt.request, mishap))
    }
    return true
  }

  async function answer(
    request: string,
    mishap: Mishap | undefined,
  ): Promise<Extract<Reply, { kind: "answer" }>["answer"]> {
    const said = (status: number, body: object) => ({ status, headers: {}, body: JSON.stringify(body) })
    const refusal = (status: number, message: string) => said(status, { error: { code: status, message } })
    if (mishap === "refused") return refusal(403, "Your input was flagged")
    if (mishap === "key-refused") return refusal(401, "User not found.")
    if (mishap === "no-credit") return refusal(402, "Insufficient credits")
    const understood = readImageRequest(request, models)
    if (typeof understood === "string") throw new Error(understood)
    const b64_json = mishap === "not-a-picture" ? "bm8gcGljdHVyZQ==" : await sample
    const usage = mishap === "no-usage" ? {} : { usage: usageFor(billFor(understood.model, usualTokens(understood))) }
    return said(200, { data: [{ b64_json, media_type: "image/png" }], ...usage })
  }

  async function bindBackCover(book: ShopBook, { page }: Claimed): Promise<void> {
    const imageKey = `ebooks/${page.ebookId}/${page.number}/back-cover-${page.token}.png`
    await hang(imageKey, book, 0)
    await drawing.bus.transaction(async (tx) => {
      const now = drawing.now()
      await keepPicture(tx, page, { imageKey, attemptId: null })
      const { ebookId, number: pageNumber, kind } = page
      const locked = await lockEbook(tx, ebookId)
      await publish(tx, PageIllustrated.of({ ebookId, pageNumber, kind, attemptId: null, imageKey }, now))
      await endEbookIfDone(tx, locked, now)
    })
  }

  return {
    /** Makes the book's attempts, as far as its story goes. The queue must hold no other book. */
    async draw(book: ShopBook): Promise<void> {
      let left = book.steps
      const lane = async () => {
        while (left-- > 0 && (await step(book)));
      }
      await Promise.all(Array.from({ length: LANES }, lane))
    },
    /** Takes pages and answers nothing: they are being drawn. */
    async take(count: number): Promise<void> {
      for (let taken = 0; taken < count; taken++) await claimPage(drawing)
    },
  }
}
