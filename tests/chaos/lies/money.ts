import { A_SUCCESS, AN_UNKNOWN, inTheLog, inTheTables, type Lie } from "./lie.ts"

export const ABOUT_MONEY: readonly Lie[] = [
  {
    lie: "the provider's log lacks a charge",
    foundBy: "an attempt that succeeded was charged by the provider",
    tell: inTheLog((lines) => lines.slice(0, -1)),
  },
  {
    lie: "the provider's log has a charge twice",
    foundBy: "no attempt was charged twice",
    tell: inTheLog(([first = "", ...rest]) => [first, first, ...rest]),
  },
  {
    lie: "the provider charged for an attempt that nobody stored",
    foundBy: "every charge of the provider belongs to an attempt that is stored",
    tell: inTheLog(([first = "", ...rest]) => [first.replace(/"attemptId":"[^"]+"/, '"attemptId":"nobody"'), ...rest]),
  },
  {
    lie: "a charge of the ledger is off by a picodollar",
    foundBy: "exactly what the provider did",
    tell: inTheTables(
      `update generation_costs.charges set amount = amount + 0.000000000001 where attempt_id = ${A_SUCCESS}`,
    ),
  },
  {
    lie: "a charge is missing in the ledger",
    foundBy: "every settled attempt is in the ledger once",
    tell: inTheTables(`delete from generation_costs.charges where attempt_id = ${A_SUCCESS}`),
  },
  {
    lie: "a charge has lost its price",
    foundBy: "nothing has another source or no price",
    tell: inTheTables(
      `update generation_costs.charges set amount = null, source = null where attempt_id = ${A_SUCCESS}`,
    ),
  },
  {
    lie: "an attempt whose answer is lost is not named in the ledger",
    foundBy: "exactly those that the ledger names as unresolved",
    tell: inTheTables(`delete from generation_costs.unresolved_attempts where attempt_id = ${AN_UNKNOWN}`),
  },
  {
    lie: "an attempt whose answer is lost is forgotten everywhere, and was charged",
    foundBy: "the provider's total",
    tell: inTheTables(
      `delete from generation_costs.unresolved_attempts`,
      `delete from ebook_generation.attempts where status = 'unknown'`,
    ),
  },
  {
    lie: "a settled hold is open again",
    foundBy: "nothing is held",
    tell: inTheTables(`update generation_costs.holds set closed_at = null where attempt_id = ${A_SUCCESS}`),
  },
  {
    lie: "a sum of a cut and grain is off by a picodollar",
    foundBy: "every cut and grain of the rollups",
    tell: inTheTables(
      "update generation_costs.rollups set amount = amount + 0.000000000001 where cut = 'theme' and grain = 60 and not simulated",
    ),
  },
  {
    lie: "a book's sum has a kept page too many",
    foundBy: "so does each book's",
    tell: inTheTables(
      "update generation_costs.rollups set kept_pages = kept_pages + 1 where cut = 'ebook' and grain = 1440 and not simulated",
    ),
  },
  {
    lie: "a copy on a book's page differs from the ledger",
    foundBy: "the copies on the books' pages",
    tell: inTheTables(`update ebook_generation.attempt_costs set amount = 0 where attempt_id = ${A_SUCCESS}`),
  },
  {
    lie: "the catalog counts one attempt too many",
    foundBy: "the catalog's sums",
    tell: inTheTables("update ebook_catalog.ebook_costs set charged_count = charged_count + 1"),
  },
  {
    lie: "the ledger sums to more than GET /costs says",
    foundBy: "GET /costs says",
    tell: inTheTables(`update generation_costs.charges set amount = amount + 1 where attempt_id = ${A_SUCCESS}`),
  },
]
