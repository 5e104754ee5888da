import type { AttemptRow } from "../history.ts"
import { by, type Check, each } from "./check.ts"

const CANCELLED = "ebook-generation.ebook-cancelled"

const ofPage = ({ ebookId, page }: { ebookId: string; page: number }) => `${ebookId}/${page}`

export const pages: readonly Check[] = [
  {
    says: "no attempt is still under way",
    look: ({ attempts }) =>
      each(attempts, ({ id, status }) => (status === "sent" ? `attempt ${id} is still sent` : null)),
  },
  {
    says: "no answer lies in the spool unbooked",
    look({ spool, attempts }) {
      const stored = by(attempts, ({ id }) => id)
      return each(spool, (id) => {
        const status = stored.get(id)?.status ?? "not stored"
        return status === "ended" ? null : `the answer of attempt ${id}, which is ${status}`
      })
    },
  },
  {
    says: "every book is a draft with all its pages drawn, or was cancelled by somebody",
    look({ ebooks, pages, events }) {
      const cancelled = new Set(
        events.flatMap(({ name, payload }) => (name === CANCELLED ? (payload.ebookId ?? []) : [])),
      )
      return each(ebooks, ({ id, status, pageCount }) => {
        if (cancelled.has(id)) return status === "cancelled" ? null : `book ${id} was cancelled and is ${status}`
        const drawn = pages.filter((page) => page.ebookId === id && page.status === "drawn").length
        const isWhole = status === "draft" && drawn === pageCount + 2
        return isWhole ? null : `book ${id}: ${status}, ${drawn} of ${pageCount + 2} drawn`
      })
    },
  },
  {
    says: "every page drawn has a picture that is there and can be decoded",
    look: ({ pages, pictures }) =>
      each(
        pages.filter(({ status }) => status === "drawn"),
        (page) => {
          const sight = page.imageKey === null ? "not named" : (pictures.get(page.imageKey) ?? "missing")
          return sight === "whole" ? null : `page ${ofPage(page)}: ${page.imageKey} is ${sight}`
        },
      ),
  },
  {
    says: "the picture of every page is that of an attempt of its own that succeeded, or the composed back cover",
    look({ pages, attempts }) {
      const stored = by(attempts, ({ id }) => id)
      return each(
        pages.filter(({ status }) => status === "drawn"),
        (page) => {
          if (page.kind === "back-cover") return page.attemptId === null ? null : `${ofPage(page)} has an attempt`
          const attempt = stored.get(page.attemptId ?? "")
          const isOwn = attempt && ofPage(attempt) === ofPage(page) && page.imageKey?.includes(attempt.id)
          return isOwn && attempt.outcome === "succeeded"
            ? null
            : `page ${ofPage(page)} keeps attempt ${page.attemptId}: ${attempt?.outcome}`
        },
      )
    },
  },
  {
    says: "no zombie wrote a page: what is kept belongs to the last attempt that was claimed",
    look({ pages, attempts }) {
      const all = Map.groupBy(attempts, ofPage)
      return each(
        pages.filter(({ attemptId }) => attemptId !== null),
        (page) => {
          const newest = (all.get(ofPage(page)) ?? []).reduce<AttemptRow | null>(
            (a, b) => (a && a.token > b.token ? a : b),
            null,
          )
          if (newest?.id === page.attemptId && newest.token <= page.token) return null
          return `page ${ofPage(page)} (token ${page.token}) keeps ${page.attemptId}, the newest is ${newest?.id} (token ${newest?.token})`
        },
      )
    },
  },
  {
    says: "no token was given to two attempts of a page",
    look: ({ attempts }) =>
      each([...Map.groupBy(attempts, (attempt) => `${ofPage(attempt)} token ${attempt.token}`)], ([key, some]) =>
        some.length === 1 ? null : `${key}: ${some.map(({ id }) => id).join(", ")}`,
      ),
  },
  {
    says: "no page was drawn again after an attempt that was known to have succeeded",
    look({ attempts, events }) {
      const lost = new Set(
        events.flatMap(({ name, payload }) =>
          name === "ebook-generation.attempt-outcome-unknown" ? (payload.attemptId ?? []) : [],
        ),
      )
      return each([...Map.groupBy(attempts, ofPage)], ([page, some]) => {
        const inOrder = some.toSorted((a, b) => a.token - b.token)
        const again = inOrder.slice(0, -1).filter(({ id, outcome }) => outcome === "succeeded" && !lost.has(id))
        return again.length === 0
          ? null
          : `page ${page}: ${again.map(({ id }) => id).join(", ")} succeeded and was not the last`
      })
    },
  },
  {
    says: "the ledger and the catalog know the same pages",
    look({ pages, kept, ebooks, catalog }) {
      const keeping = new Set(kept.map((one) => `${ofPage(one)} ${one.attemptId}`))
      const drawn = pages.filter(({ attemptId }) => attemptId !== null)
      const { of, wrong } = each(drawn, (page) =>
        keeping.delete(`${ofPage(page)} ${page.attemptId}`)
          ? null
          : `page ${ofPage(page)}: the ledger keeps another picture`,
      )
      const strangers = [...keeping].map((stranger) => `the ledger keeps ${stranger}, the book does not`)
      const counted = each(ebooks, ({ id, status }) => {
        const copy = catalog.ebooks.find((one) => one.id === id)
        const count = pages.filter((page) => page.ebookId === id && page.status === "drawn").length
        return copy?.status === status && copy.drawn === count
          ? null
          : `book ${id}: ${status}, ${count} drawn; catalog ${copy?.status}, ${copy?.drawn}`
      })
      return { of, wrong: [...wrong, ...strangers, ...counted.wrong] }
    },
  },
]
