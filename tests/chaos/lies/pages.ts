import { copyFile, rename, truncate, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { A_SUCCESS, inTheTables, type Lie, type Scene } from "./lie.ts"

const aPicture = ({ good, dataDir }: Scene) => join(dataDir, "assets", good.pages[3]?.imageKey ?? "")

const COLUMNS =
  "generation_id, ebook_id, page_number, status, outcome, purpose, requested_model, request, sent_at, ended_at"

/** The same attempt once more, under another token. */
const again = (id: string, token: string) =>
  inTheTables(`insert into ebook_generation.attempts (id, token, ${COLUMNS})
    select '${id}', ${token}, ${COLUMNS} from ebook_generation.attempts where id = ${A_SUCCESS}`)

export const ABOUT_PAGES: readonly Lie[] = [
  {
    lie: "an attempt is still under way",
    foundBy: "no attempt is still under way",
    tell: inTheTables(`update ebook_generation.attempts set status = 'sent', outcome = null where id = ${A_SUCCESS}`),
  },
  {
    lie: "an answer that was paid for lies in the spool while its attempt is unknown",
    foundBy: "no answer lies in the spool",
    tell: async ({ good, dataDir }) => {
      const path = join(dataDir, "spool", `${good.attempts.find(({ status }) => status === "unknown")?.id}.answer.json`)
      await writeFile(path, "{}")
      return () => rename(path, `${path}.gone`)
    },
  },
  {
    lie: "a book is called a draft with a page undrawn",
    foundBy: "every book is a draft with all its pages",
    tell: inTheTables("update ebook_generation.pages set status = 'waiting' where number = 3"),
  },
  {
    lie: "a page's picture is gone",
    foundBy: "has a picture that is there",
    tell: async (scene) => {
      const path = aPicture(scene)
      await rename(path, `${path}.hidden`)
      return () => rename(`${path}.hidden`, path)
    },
  },
  {
    lie: "a page's picture is cut in half",
    foundBy: "has a picture that is there",
    tell: async (scene) => {
      const path = aPicture(scene)
      await copyFile(path, `${path}.whole`)
      await truncate(path, 300)
      return () => rename(`${path}.whole`, path)
    },
  },
  {
    lie: "a page keeps another page's picture",
    foundBy: "an attempt of its own that succeeded",
    tell: inTheTables(
      "update ebook_generation.pages p set attempt_id = o.attempt_id from ebook_generation.pages o where p.number = 3 and o.number = 4",
    ),
  },
  {
    lie: "a page keeps the picture of a worker that had lost it",
    foundBy: "no zombie wrote a page",
    tell: again("of-the-new-worker", "token + 1"),
  },
  {
    lie: "two workers had the same token",
    foundBy: "no token was given to two",
    tell: again("of-another-worker", "token"),
  },
  {
    lie: "a page was paid for twice with a known outcome",
    foundBy: "no page was drawn again",
    tell: again("paid-before", "token - 1"),
  },
  {
    lie: "the ledger keeps a page that the book does not",
    foundBy: "the ledger and the catalog know the same pages",
    tell: inTheTables(`update generation_costs.kept_pages set attempt_id = 'another' where attempt_id = ${A_SUCCESS}`),
  },
]
