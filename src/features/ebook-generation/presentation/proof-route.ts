import { Hono } from "hono"
import { DomainError } from "../../../shared/errors.ts"
import type { Assets } from "../../../shared/files.ts"
import type { Env } from "../../../shared/web/context.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import type { ProofPage } from "../infrastructure/images/proof-pdf.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import type { PresentationDeps } from "./deps.ts"
import { isDrawn } from "./ebook-actions.ts"
import { findBook, idFrom } from "./find-book.ts"
import { pictureAt } from "./picture-routes.ts"
import { slugOf } from "./slug.ts"

/** The finished book as one PDF to look at in the browser. */
export function proofRoute(deps: PresentationDeps): Hono<Env> {
  return new Hono<Env>().get("/dashboard/ebooks/:id/proof.pdf", async (c) => {
    const book = await findBook(deps, idFrom(c))
    if (!isDrawn(book)) {
      const { done, total } = book.progress
      throw new DomainError("ebook-not-drawn", sentences.refusals.notDrawn(done, total), 409)
    }
    const pdf = await proofOf(deps.assets, book)
    return c.body(new Uint8Array(pdf), 200, {
      "content-type": "application/pdf",
      "content-disposition": inline(book.title),
      // Chrome's viewer is an object with inline styles: the site's own policy would leave its page blank.
      "content-security-policy": "frame-ancestors 'none'; base-uri 'none'",
    })
  })
}

/** One page's picture after the other, in the order of the book. */
export async function proofOf(assets: Assets, { trim, pages }: EbookView): Promise<Uint8Array> {
  // The PDF library costs every start 0.16 s and 20 MB, and most processes never make a proof.
  const { proofPdf } = await import("../infrastructure/images/proof-pdf.ts")
  return proofPdf({ trim, pages: picturesOf(assets, pages) })
}

async function* picturesOf(assets: Assets, pages: EbookView["pages"]): AsyncGenerator<ProofPage> {
  for (const { kind, imageKey } of pages) {
    if (imageKey !== null) yield { kind, png: await pictureAt(assets, imageKey) }
  }
}

/** RFC 6266: a plain name for old readers, the whole title for the others. */
function inline(title: string): string {
  const whole = encodeURIComponent(`${title}.pdf`.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `inline; filename="${slugOf(title)}.pdf"; filename*=UTF-8''${whole}`
}
