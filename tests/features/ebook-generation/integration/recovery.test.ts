import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { GenerateImage } from "../../../../src/features/ebook-generation/domain/ports.ts"
import { claimPage } from "../../../../src/features/ebook-generation/infrastructure/drawing/claim-page.ts"
import type { AttemptRow, DrawingDeps } from "../../../../src/features/ebook-generation/infrastructure/drawing/deps.ts"
import { drawOnce } from "../../../../src/features/ebook-generation/infrastructure/drawing/draw-page.ts"
import { keepingLease } from "../../../../src/features/ebook-generation/infrastructure/drawing/keep-lease.ts"
import {
  recoverPage,
  reportLateAnswers,
} from "../../../../src/features/ebook-generation/infrastructure/drawing/recover-page.ts"
import { settleAttempt } from "../../../../src/features/ebook-generation/infrastructure/drawing/settle-attempt.ts"
import { openRouterImageProvider } from "../../../../src/features/ebook-generation/infrastructure/open-router-image-provider.ts"
import { createSpool } from "../../../../src/features/ebook-generation/infrastructure/spool.ts"
import { createAssets } from "../../../../src/shared/files.ts"
import { loadModelList } from "../../../../src/shared/model-list.ts"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

let test: TestApp
let deps: DrawingDeps
let provider: GenerateImage
let ebookId: string

beforeEach(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 1 })
  provider = openRouterImageProvider({ baseUrl: test.sandboxUrl, apiKey: "test" })
  deps = {
    ...test.kernel,
    models: loadModelList("config/models.yaml"),
    now: () => new Date(),
    leaseSeconds: 1,
    assets: createAssets(`${test.dataDir}/assets`),
    spool: createSpool(`${test.dataDir}/spool`),
    providers: { real: null, simulated: provider },
    reserve: async () => ({ granted: true, amount: "0.05" }),
    release: async () => {},
  }
  ebookId = (await test.call("POST", "/api/v1/ebooks", NEW_BOOK)).body.id
})
afterEach(() => test.close())

const rows = async (query: ReturnType<typeof sql>) => (await test.kernel.db.execute<any>(query)).rows
const cover = async () =>
  (await rows(sql`select * from ebook_generation.pages where ebook_id = ${ebookId} and number = 0`))[0]
const said = async (name: string) =>
  (
    await rows(sql`select payload from events.events where name = ${`ebook-generation.${name}`} order by recorded_at`)
  ).map((row) => row.payload)
const leaseRunsOut = () =>
  test.kernel.db.execute(
    sql`update ebook_generation.pages set lease_until = now() - interval '1 second' where status = 'drawing'`,
  )

const ask = ({ id, route, request }: AttemptRow) => provider({ attemptId: id, route, body: request })

/** What a process did before it was killed: it claimed the cover, sent the request and got this far. */
async function diesAfter(step: "sending" | "spooling") {
  const claimed = await claimPage(deps)
  if (!claimed?.attempt) throw new Error("nothing to claim")
  const reply = await ask(claimed.attempt)
  if (step === "spooling" && reply.kind === "answer") await deps.spool.write(claimed.attempt.id, reply.answer)
  await leaseRunsOut()
  return claimed.attempt
}

describe("after a kill -9", () => {
  it("an answer in the spool is booked and the page is not paid again", async () => {
    const attempt = await diesAfter("spooling")
    expect(await drawOnce(deps)).toBe("worked")
    expect(await cover()).toMatchObject({ status: "drawn", attempt_id: attempt.id })
    expect(await test.charges()).toHaveLength(1)
    expect(await said("tokens-consumed")).toMatchObject([{ attemptId: attempt.id, outcome: "succeeded" }])
    expect(await deps.spool.attemptIds()).toEqual([])
  })

  it("an answer of the chat route is read by the route of its attempt", async () => {
    await test.kernel.db.execute(sql`update ebook_generation.ebooks set cover_model = 'google/gemini-3.1-flash-image'`)
    const attempt = await diesAfter("spooling")
    expect(await drawOnce(deps)).toBe("worked")
    expect(await cover()).toMatchObject({ status: "drawn", attempt_id: attempt.id })
    expect(await said("tokens-consumed")).toMatchObject([{ attemptId: attempt.id, route: "chat", provider: "Google" }])
    expect(await test.charges()).toHaveLength(1)
  })

  it("an answer that takes longer to finish than a lease is finished by whoever began, and not paid again", async () => {
    await diesAfter("spooling")
    const put: typeof deps.assets.put = async (key, content) => {
      await sleep(1_500)
      await deps.assets.put(key, content)
    }
    const slow = { ...deps, assets: { ...deps.assets, put } }
    const finishing = drawOnce(slow)
    await sleep(1_300)
    expect(await recoverPage(deps)).toBe(false)
    await finishing
    expect(await cover()).toMatchObject({ status: "drawn", token: 2 })
    expect(await test.charges()).toHaveLength(1)
  })

  it("an attempt without its answer is unknown, and the page is tried again at once", async () => {
    const attempt = await diesAfter("sending")
    await drawOnce(deps)
    expect(await said("attempt-outcome-unknown")).toMatchObject([{ attemptId: attempt.id }])
    expect(await cover()).toMatchObject({ status: "waiting", tries: 1 })
    await drawOnce(deps)
    expect(await cover()).toMatchObject({ status: "drawn", tries: 2 })
    expect(await test.charges()).toHaveLength(2)
  })

  it("a page under a living lease is left alone", async () => {
    await claimPage(deps)
    await drawOnce(deps)
    expect(await cover()).toMatchObject({ status: "drawing", token: 1 })
  })

  it("a lease is renewed once at a time, however long its row is locked", async () => {
    const claimed = await claimPage(deps)
    if (!claimed) throw new Error("nothing to claim")
    const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await test.kernel.db.transaction(async (tx) => {
      await tx.execute(sql`select from ebook_generation.pages where ebook_id = ${ebookId} and number = 0 for update`)
      await keepingLease({ ...deps, leaseSeconds: 0.15 }, claimed.page, () => sleep(500))
      expect(await rows(waiting)).toHaveLength(1)
    })
  })

  it("an answer that comes back with a dead host's spool closes the unknown attempt", async () => {
    const attempt = await diesAfter("sending")
    await drawOnce(deps)
    await drawOnce(deps)
    const reply = await ask(attempt)
    if (reply.kind === "answer") await deps.spool.write(attempt.id, reply.answer)
    const kept = (await cover()).attempt_id
    await reportLateAnswers(deps)
    await reportLateAnswers(deps)
    await test.untilHandled()
    expect((await said("tokens-consumed")).filter((payload) => payload.attemptId === attempt.id)).toHaveLength(1)
    expect((await cover()).attempt_id).toBe(kept)
    const { body } = await test.call("GET", `/api/v1/costs/ebooks/${ebookId}`)
    expect(body.total).toMatchObject({ unresolvedCount: 0, heldCount: 0 })
  })
})

/** A worker that is frozen between the provider's answer and its own next step, until it is thawed. */
function frozenWorker() {
  const thaw = Promise.withResolvers<void>()
  const sent = Promise.withResolvers<string>()
  const simulated: GenerateImage = async (call) => {
    const reply = await provider(call)
    sent.resolve(call.attemptId)
    await thaw.promise
    return reply
  }
  const done = drawOnce({ ...deps, leaseSeconds: 3600, providers: { real: null, simulated } })
  return {
    attemptId: sent.promise,
    thaw: () => {
      thaw.resolve()
      return done
    },
  }
}

describe("a zombie: a worker that was frozen past its lease", () => {
  it("reports its cost but does not write the page that another has drawn meanwhile", async () => {
    const zombie = frozenWorker()
    const zombieAttempt = await zombie.attemptId
    await leaseRunsOut()
    await drawOnce(deps)
    await drawOnce(deps)
    const kept = await cover()
    expect(kept).toMatchObject({ status: "drawn" })

    await zombie.thaw()
    expect(await cover()).toMatchObject({ status: "drawn", attempt_id: kept.attempt_id, image_key: kept.image_key })
    expect(kept.attempt_id).not.toBe(zombieAttempt)
    expect((await said("tokens-consumed")).map((payload) => payload.attemptId)).toContain(zombieAttempt)
  })

  it("leaves the page to whoever took it over with the same answer, and nobody pays for it again", async () => {
    const claimed = await claimPage(deps)
    if (!claimed?.attempt) throw new Error("nothing to claim")
    const { ebook, page, attempt } = claimed
    const reply = await ask(attempt)
    if (reply.kind !== "answer") throw new Error("no answer")
    await test.kernel.db.execute(
      sql`update ebook_generation.pages set token = token + 1 where ebook_id = ${ebookId} and number = 0`,
    )
    await settleAttempt(deps, { ebook, page, attempt }, reply.answer)
    await settleAttempt(deps, { ebook, page: { ...page, token: page.token + 1 }, attempt }, reply.answer)
    expect(await cover()).toMatchObject({ status: "drawn", attempt_id: attempt.id })
    expect(await said("tokens-consumed")).toMatchObject([{ attemptId: attempt.id, outcome: "succeeded" }])
    expect(await said("page-illustrated")).toMatchObject([{ attemptId: attempt.id }])
  })

  it("does not write the page that another is drawing", async () => {
    const zombie = frozenWorker()
    await zombie.attemptId
    await leaseRunsOut()
    await drawOnce(deps)
    const heir = frozenWorker()
    const heirAttempt = await heir.attemptId

    await zombie.thaw()
    expect(await cover()).toMatchObject({ status: "drawing", attempt_id: null })
    await heir.thaw()
    expect(await cover()).toMatchObject({ status: "drawn", attempt_id: heirAttempt })
    expect(await said("page-illustrated")).toHaveLength(1)
  })
})

describe("an answer that two workers find", () => {
  it("is booked once", async () => {
    const thaw = Promise.withResolvers<void>()
    const spooled = Promise.withResolvers<void>()
    const write: typeof deps.spool.write = async (attemptId, answer) => {
      await deps.spool.write(attemptId, answer)
      spooled.resolve()
      await thaw.promise
    }
    const frozen = drawOnce({ ...deps, leaseSeconds: 3600, spool: { ...deps.spool, write } })
    await spooled.promise
    await leaseRunsOut()
    await drawOnce(deps)
    thaw.resolve()
    await frozen
    expect(await cover()).toMatchObject({ status: "drawn" })
    expect(await said("tokens-consumed")).toHaveLength(1)
    expect(await test.charges()).toHaveLength(1)
  })
})

describe("while a provider is called", () => {
  it("no transaction is open", async () => {
    const open = Promise.withResolvers<number>()
    const slow: GenerateImage = async (call) => {
      await sleep(500)
      const [row] = await rows(sql`
        select count(*)::int as held from pg_stat_activity
        where datname = current_database() and xact_start < now() - interval '400 milliseconds'`)
      open.resolve(row.held)
      return provider(call)
    }
    await drawOnce({ ...deps, providers: { real: null, simulated: slow } })
    expect(await open.promise).toBe(0)
    expect(await cover()).toMatchObject({ status: "drawn" })
  })
})

describe("money that is real and money that is not", () => {
  it("a simulated book never calls a paid provider", async () => {
    const paid: string[] = []
    const real: GenerateImage = async ({ attemptId }) => {
      paid.push(attemptId)
      return { kind: "not-sent", problem: "never" }
    }
    await drawOnce({ ...deps, providers: { real, simulated: provider } })
    expect(paid).toEqual([])
    expect(await cover()).toMatchObject({ status: "drawn" })
  })

  it("a real book pauses for want of a key rather than meet the sandbox, and goes on when there is one", async () => {
    await test.kernel.db.execute(sql`update ebook_generation.ebooks set simulated = false`)
    expect(await drawOnce(deps)).toBe("idle")
    await test.app.openDrawingRoom()
    const { body } = await test.call("GET", `/api/v1/ebooks/${ebookId}`)
    expect(body).toMatchObject({ status: "paused", reason: { code: "no-api-key" }, simulated: false })
    expect(await test.charges()).toEqual([])
  })
})
