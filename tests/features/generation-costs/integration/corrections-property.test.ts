import { sql } from "drizzle-orm"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { decimal, sum, toText } from "../../../../src/shared/money.ts"
import { openTestApp, type TestApp } from "../../../support/app.ts"
import { LedgerModel, TOKENS } from "./corrections-model.ts"

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ real: true, leaseSeconds: 3 })
})
afterAll(() => app.close())

const DAY = "2026-11-20"
const ATTEMPTS = 4
const dollars = (millionths: number) => toText(decimal(String(millionths)).times("0.000001"))
const rows = async (query: ReturnType<typeof sql>) => (await app.kernel.db.execute<any>(query)).rows

/** One story: a book and a model of its own. Each step is done to the ledger and to its model. */
class Story {
  readonly id: number
  readonly model: LedgerModel
  readonly book: string
  readonly #served: string
  readonly #repricings: number[] = []
  #prices = 0

  constructor(id: number, reports: readonly (number | null)[]) {
    this.id = id
    this.model = new LedgerModel(reports)
    this.book = `story-${id}`
    this.#served = `press/story-${id}`
  }

  idOf = (at: number) => `${this.book}-${at}`

  async #report(at: number, told: object): Promise<void> {
    const attempt = { attemptId: this.idOf(at), ebookId: this.book, pages: [at], model: this.#served, route: "images" }
    const { status } = await app.call("POST", "/api/v1/usage", {
      ...attempt,
      occurredAt: `${DAY}T12:00:00.000Z`,
      ...told,
    })
    expect([200, 201]).toContain(status)
  }

  async answer(at: number): Promise<void> {
    this.model.answer(at)
    const reported = this.model.attempts[at]?.reported ?? null
    const cost = reported === null ? {} : { cost: reported / 1e6 }
    const tokens = { prompt_tokens: 0, completion_tokens: TOKENS, completion_tokens_details: { image_tokens: TOKENS } }
    await this.#report(at, { outcome: "succeeded", imagesReturned: 1, usage: { ...tokens, ...cost } })
  }

  async lose(at: number): Promise<void> {
    this.model.lose(at)
    await this.#report(at, { outcome: "unknown", usage: null })
  }

  async resolve(at: number, amount: number | null): Promise<void> {
    const words =
      amount === null
        ? { charged: true }
        : amount === 0
          ? { charged: false }
          : { charged: true, amount: dollars(amount) }
    const path = `/api/v1/costs/attempts/${this.idOf(at)}/resolve`
    const { status } = await app.call("POST", path, { ...words, reason: "It was looked up." })
    expect(status).toBe(this.model.resolve(at, amount))
  }

  async price(millionths: number): Promise<void> {
    this.model.price = millionths
    const from = new Date(Date.UTC(2026, 0) + ++this.#prices * 60_000).toISOString()
    await app.kernel.db.execute(sql`
      insert into generation_costs.price_versions (model, meter, unit, unit_price, valid_from, source, fetched_at, origin)
      values (${this.#served}, 'output_image', 'token', ${dollars(millionths)}::numeric, ${from}::timestamptz, 'a test', now(), 'operator')`)
  }

  async reprice(): Promise<void> {
    const { body } = await app.call("POST", "/api/v1/costs/repricing/apply", {
      from: DAY,
      to: DAY,
      model: this.#served,
    })
    expect(body.count).toBe(this.model.reprice())
    if (body.id !== null) this.#repricings.push(body.id)
  }

  async repriceBy(millionths: number): Promise<void> {
    await this.price(millionths)
    await this.reprice()
  }

  async undo(which: number): Promise<void> {
    const id = this.#repricings[which] ?? 999_999
    expect((await app.call("POST", "/api/v1/costs/repricing/undo", { id })).status).toBe(this.model.undo(which))
  }

  charges = () => rows(sql`select * from generation_costs.charges where ebook_id = ${this.book} order by attempt_id`)
}

type Step = { words: string; take: (story: Story) => Promise<void> }
const at = fc.nat({ max: ATTEMPTS - 1 })
const amount = fc.constantFrom(null, 0, 40_000, 50_000)
const cost = fc.constantFrom(30, 40, 50)
const step = fc.oneof<fc.WeightedArbitrary<Step>[]>(
  { weight: 3, arbitrary: at.map((n) => ({ words: `answer ${n}`, take: (story) => story.answer(n) })) },
  { weight: 2, arbitrary: at.map((n) => ({ words: `lose ${n}`, take: (story) => story.lose(n) })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(at, amount)
      .map(([n, of]) => ({ words: `resolve ${n}: ${of}`, take: (story) => story.resolve(n, of) })),
  },
  { weight: 1, arbitrary: cost.map((of) => ({ words: `price ${of}`, take: (story) => story.price(of) })) },
  { weight: 3, arbitrary: cost.map((of) => ({ words: `reprice by ${of}`, take: (story) => story.repriceBy(of) })) },
  { weight: 2, arbitrary: fc.nat({ max: 2 }).map((n) => ({ words: `undo ${n}`, take: (story) => story.undo(n) })) },
)
/** A step, and whether it is taken twice. */
const steps = fc.array(fc.tuple(step, fc.boolean()), { minLength: 10, maxLength: 25 })
const reports = fc.array(fc.constantFrom(null, null, 40_000), { minLength: ATTEMPTS, maxLength: ATTEMPTS })

async function expectTheSame(story: Story): Promise<void> {
  const known = story.model.attempts.flatMap((attempt, n) => {
    const cost = story.model.costOf(attempt)
    return cost === undefined ? [] : [{ id: story.idOf(n), amount: cost === null ? null : dollars(cost) }]
  })
  const lost = story.model.attempts.filter((attempt) => attempt.lost && story.model.costOf(attempt) === undefined)
  const total = {
    amount: toText(sum(known.flatMap((attempt) => (attempt.amount === null ? [] : [decimal(attempt.amount)])))),
    unpricedCount: known.filter((attempt) => attempt.amount === null).length,
  }
  for (const { id, amount: of } of known)
    expect([id, (await app.call("GET", `/api/v1/costs/attempts/${id}`)).body.amount]).toEqual([id, of])
  if (known.length + lost.length > 0)
    expect((await app.call("GET", `/api/v1/costs/ebooks/${story.book}`)).body.total).toMatchObject({
      ...total,
      unresolvedCount: lost.length,
    })
  await expectAdjustmentsAddUp(story, known)
  await expectCopies(story, known)
}

type Known = { id: string; amount: string | null }[]

/** What was charged and all that was added to it afterwards; where the answer is lost, what was said of it. */
async function expectAdjustmentsAddUp({ book }: Story, known: Known): Promise<void> {
  const sums = await rows(sql`
    select a.id, coalesce(c.amount, 0) + coalesce((
      select sum(d.amount) from generation_costs.adjustments d
      where d.attempt_id = a.id and (d.kind = 'resolution') = (c.attempt_id is null)), 0) as amount
    from (select attempt_id as id from generation_costs.charges where ebook_id = ${book}
          union select u.attempt_id from generation_costs.unresolved_attempts u
          join generation_costs.adjustments d on d.attempt_id = u.attempt_id where u.ebook_id = ${book}) as a
    left join generation_costs.charges c on c.attempt_id = a.id order by a.id`)
  const told = sums.map(({ id, amount: of }) => ({ id, amount: toText(decimal(of)) }))
  expect(told).toEqual(known.map(({ id, amount: of }) => ({ id, amount: of ?? "0" })))
}

/** The features that copy costs from events. */
async function expectCopies({ book }: Story, known: Known): Promise<void> {
  await app.untilHandled()
  const copies = [
    sql`select attempt_id as id, amount from ebook_generation.attempt_costs where ebook_id = ${book} order by 1`,
    sql`select id, amount from ebook_catalog.attempts where ebook_id = ${book} order by 1`,
  ]
  for (const copy of copies) {
    const found: Known = await rows(copy)
    expect(found.map((one) => ({ ...one, amount: one.amount === null ? null : toText(decimal(one.amount)) }))).toEqual(
      known,
    )
  }
}

describe("any sequence of charges, lost and late answers, resolutions, prices, repricings and undoings, each once or twice", () => {
  let stories = 0

  it("costs what a plain list says, and never changes a charge", async () => {
    await fc.assert(
      fc.asyncProperty(reports, steps, async (reported, taken) => {
        const story = new Story(++stories, reported)
        let charged: any[] = []
        for (const [{ take }, twice] of taken) {
          await take(story)
          if (twice) await take(story)
          const now = await story.charges()
          expect(now.filter(({ attempt_id }) => charged.some((one) => one.attempt_id === attempt_id))).toEqual(charged)
          charged = now
        }
        await expectTheSame(story)
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
