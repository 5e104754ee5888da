import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { serve } from "@hono/node-server"
import { createSpool } from "../../src/features/ebook-generation/infrastructure/spool.ts"
import { loadThemes } from "../../src/features/ebook-generation/infrastructure/theme-files.ts"
import { createHolds } from "../../src/features/generation-costs/infrastructure/ledger/holds.ts"
import { createAssets } from "../../src/shared/files.ts"
import { loadModelList } from "../../src/shared/model-list.ts"
import { openTestAppOn, type TestApp } from "./app.ts"
import type { Kernel } from "./database.ts"
import { SHOP_BOOKS, type ShopBook } from "./shop-books.ts"
import { createPress } from "./shop-press.ts"
import { createPrints } from "./shop-prints.ts"
import { hire } from "./shop-staff.ts"

export const SHOPS = ["unset", 0, 1, 30] as const
/** So many books; `unset` has not even somebody who may come in. */
export type ShopSize = (typeof SHOPS)[number]

export const OWNER = { email: "mara@paperbay.example", password: "four quiet circles" }

const DAY_MS = 86_400_000
/** The longest that is allowed: nobody takes over the pages that are left being drawn. */
const LEASE_SECONDS = 3600
const PAGES_BEING_DRAWN = 3

export type Shop = {
  test: TestApp
  url: string
  /** Ids by the names of SHOP_BOOKS. */
  ids: Readonly<Record<string, string>>
  close(): Promise<void>
}

/**
 * The served app with so many books in it, made by its own commands under a clock that begins four months ago. With up
 * to one book there is no key and all is simulated; the thirty are drawn with a key, as if the sandbox were OpenRouter.
 * `dpi` of the pictures: 300 is print, 100 will do for a screen and is quick.
 */
export async function openShop(kernel: Kernel, { size, dpi }: { size: ShopSize; dpi: number }): Promise<Shop> {
  const count = size === "unset" ? 0 : size
  const clock = createClock()
  clock.set(new Date(Date.now() - 120 * DAY_MS))
  const test = await openTestAppOn(kernel, clock.now, { real: count > 1, leaseSeconds: LEASE_SECONDS })
  if (size !== "unset") await test.app.ensureFirstAdministrator(OWNER.email, OWNER.password)
  const ids = await fill(test, SHOP_BOOKS.slice(0, count), { clock, dpi })
  clock.release()
  const staff = count > 1 ? await hire(kernel) : null
  const server = serve({ fetch: test.app.web.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((listening) => server.once("listening", listening))
  return {
    test,
    ids,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      if ("closeAllConnections" in server) server.closeAllConnections()
      await staff?.stop()
      await test.close()
    },
  }
}

async function fill(test: TestApp, books: readonly ShopBook[], { clock, dpi }: { clock: Clock; dpi: number }) {
  const { kernel, dataDir } = test
  const models = loadModelList("config/models.yaml")
  const themes = loadThemes("config/themes")
  const nobody = () => Promise.reject(new Error("nobody is asked for a picture here"))
  const drawing = {
    ...kernel,
    models,
    now: clock.now,
    leaseSeconds: LEASE_SECONDS,
    assets: createAssets(join(dataDir, "assets")),
    spool: createSpool(join(dataDir, "spool")),
    providers: { real: nobody, simulated: nobody },
    ...createHolds({ models, now: clock.now }),
  }
  const { hang } = createPrints(dataDir, { themes, dpi })
  const press = createPress({ drawing, models, hang, forward: clock.forward })
  const ids: Record<string, string> = {}
  for (const [index, book] of books.entries()) {
    clock.set(new Date(Date.now() - book.daysAgo * DAY_MS))
    const { title, author, trim } = book
    const request = { title, author, trim, themeId: book.theme, audience: book.for, pageCount: book.pages, seed: index }
    const asked = await test.call("POST", "/api/v1/ebooks", request)
    if (asked.status !== 202) throw new Error(`${book.name}: ${JSON.stringify(asked.body)}`)
    const id: string = asked.body.id
    ids[book.name] = id
    await press.draw(book)
    if (book.end === "leave pages being drawn") await press.take(PAGES_BEING_DRAWN)
    else if (book.end !== "as it is") await test.call("POST", `/api/v1/ebooks/${id}/${book.end}`)
    await test.untilHandled()
  }
  return ids
}

type Clock = ReturnType<typeof createClock>

/** Stands where it is set and goes on by hand; released, it is the real one. */
function createClock() {
  let at: number | null = 0
  return {
    now: () => new Date(at ?? Date.now()),
    set(to: Date) {
      at = to.getTime()
    },
    forward(seconds: number) {
      at = (at ?? Date.now()) + seconds * 1000
    },
    release() {
      at = null
    },
  }
}
