import { AN_UNKNOWN, inTheTables, type Lie } from "./lie.ts"

export const ABOUT_EVENTS: readonly Lie[] = [
  {
    lie: "an event was lost",
    foundBy: "numbered 1 to n without a gap",
    tell: inTheTables(
      "delete from events.events where name = 'ebook-generation.page-illustrated' and (payload ->> 'pageNumber') = '3'",
    ),
  },
  {
    lie: "a delivery was lost",
    foundBy: "exactly one delivery for each subscriber",
    tell: inTheTables("delete from events.deliveries where id = (select min(id) from events.deliveries)"),
  },
  {
    lie: "a delivery is pending",
    foundBy: "no delivery is pending or parked",
    tell: inTheTables(
      "update events.deliveries set state = 'pending' where id = (select max(id) from events.deliveries)",
    ),
  },
  {
    lie: "TokensConsumed was said of an attempt that is unknown",
    foundBy: "TokensConsumed was said once",
    tell: inTheTables(
      `update events.events set payload = payload || jsonb_build_object('attemptId', ${AN_UNKNOWN}) where id = (select id from events.events where name = 'ebook-generation.tokens-consumed' limit 1)`,
    ),
  },
  {
    lie: "an unknown outcome was said of nobody",
    foundBy: "AttemptOutcomeUnknown was said once",
    tell: inTheTables(
      "update events.events set payload = payload || '{\"attemptId\": \"nobody\"}' where name = 'ebook-generation.attempt-outcome-unknown'",
    ),
  },
  {
    lie: "the cost of an attempt was said twice",
    foundBy: "the effects of TokensConsumed happened once",
    tell: inTheTables(`insert into events.events (id, name, aggregate_id, sequence, correlation, payload, occurred_at)
      select gen_random_uuid(), name, aggregate_id, 100000, correlation, payload, occurred_at from events.events
      where name = 'generation-costs.cost-calculated' and payload ->> 'of' = 'attempt' limit 1`),
  },
  {
    lie: "another cost was said than the ledger has",
    foundBy: "CostCalculated told the amounts",
    tell: inTheTables(
      "update events.events set payload = payload || '{\"amount\": \"1\"}' where name = 'generation-costs.cost-calculated' and payload ->> 'of' = 'attempt'",
    ),
  },
  {
    lie: "the book's total leaves out an attempt",
    foundBy: "the last total that was said of each book",
    tell: inTheTables(
      "update events.events set payload = payload || '{\"attempts\": 25}' where name = 'generation-costs.cost-calculated' and payload ->> 'of' = 'ebook'",
    ),
  },
  {
    lie: "a difference was found",
    foundBy: "no difference between a book's reports",
    tell: inTheTables(
      "update events.events set name = 'generation-costs.reconciliation-difference-found' where name = 'ebook-generation.ebook-generated'",
    ),
  },
]
