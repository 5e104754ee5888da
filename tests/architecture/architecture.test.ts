import { globSync } from "node:fs"
import { basename } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { circles, crossedBorders, emptyNames, foreignTables, impureDomains, leaks, otherPublishers } from "./rules.ts"
import { readSourceTree, type SourceTree } from "./source-tree.ts"

const COSTS = "src/features/generation-costs"
const BOOKS = "src/features/ebook-generation"
let tree: SourceTree
beforeAll(async () => {
  tree = await readSourceTree()
})

describe("the rules see what they are about", () => {
  it("reads every file of the tree", () => {
    const importing = new Set(tree.edges.flatMap(({ from, to }) => [from, to]))
    const lonely = tree.files.filter((file) => !importing.has(file))
    expect(tree.files.length).toBeGreaterThan(50)
    expect(lonely).toEqual([])
  })
})

describe("a feature imports another feature's events.ts only, from its event handlers", () => {
  it("holds", () => expect(crossedBorders(tree.edges)).toEqual([]))
  it("is broken by an import from elsewhere, or of something else", () => {
    const handler = `${COSTS}/infrastructure/event-handlers/record-usage-when-tokens-consumed.ts`
    expect(crossedBorders([{ from: handler, to: `${BOOKS}/events.ts` }])).toEqual([])
    expect(crossedBorders([{ from: handler, to: `${BOOKS}/domain/theme.ts` }])).toHaveLength(1)
    expect(crossedBorders([{ from: `${COSTS}/domain/estimate.ts`, to: `${BOOKS}/events.ts` }])).toHaveLength(1)
    expect(crossedBorders([{ from: "src/features/a/event-handlers/x.ts", to: "src/features/b/events.ts" }])).toEqual([])
  })
})

describe("domain imports no infrastructure, no presentation, no framework", () => {
  it("holds", () => expect(impureDomains(tree.edges, tree.packages)).toEqual([]))
  it("is broken by a table, a page or a package", () => {
    const from = `${COSTS}/domain/estimate.ts`
    const own = [
      { from, to: `${COSTS}/infrastructure/tables.ts` },
      { from, to: `${COSTS}/presentation/usage-api.ts` },
    ]
    expect(impureDomains(own, [{ from, to: "node_modules/drizzle-orm/index.js" }])).toHaveLength(3)
  })
})

describe("shared and the sandbox import no feature, and no feature knows the sandbox", () => {
  it("holds", () => expect(leaks(tree.edges)).toEqual([]))
  it("is broken by each of them", () => {
    const planted = [
      { from: "src/shared/money.ts", to: `${COSTS}/events.ts` },
      { from: "src/sandbox/sandbox.ts", to: `${BOOKS}/events.ts` },
      { from: `${BOOKS}/feature.ts`, to: "src/sandbox/sandbox.ts" },
      { from: `${BOOKS}/feature.ts`, to: "src/app.ts" },
    ]
    expect(leaks(planted)).toHaveLength(4)
  })
})

describe("there are no circles", () => {
  it("holds", () => expect(circles(tree.edges)).toEqual([]))
  it("is broken by a long way round", () => {
    const planted = [
      { from: "a.ts", to: "b.ts" },
      { from: "b.ts", to: "c.ts" },
      { from: "c.ts", to: "a.ts" },
    ]
    expect(circles(planted)).toEqual(["a.ts -> b.ts -> c.ts -> a.ts"])
  })
})

describe("each feature owns the schema of its name, and nobody reads another's tables", () => {
  it("holds", () => expect(foreignTables([...tree.files, ...globSync("src/**/*.sql")], tree.text)).toEqual([]))
  it("is broken by a join, and by a schema of another name", () => {
    const files = [`${COSTS}/a.ts`, `${BOOKS}/b.ts`]
    expect(
      foreignTables(files, (file) => (file.includes("a.ts") ? "select * from ebook_generation.pages" : "")),
    ).toHaveLength(1)
    expect(foreignTables(files, (file) => (file.includes("b.ts") ? 'pgSchema("books")' : ""))).toHaveLength(1)
  })
})

describe("publish is the only publish, and the archive the only way out", () => {
  it("holds", () => expect(otherPublishers(tree.files, tree.text)).toEqual([]))
  it("is broken by a row written past it, or deleted elsewhere", () => {
    expect(otherPublishers(["src/x.ts"], () => "insert into events.events (id) values (1)")).toHaveLength(1)
    expect(otherPublishers(["src/x.ts"], () => "tx.insert(events).values(row)")).toHaveLength(1)
    expect(otherPublishers(["src/x.ts"], () => "delete from events.events where true")).toHaveLength(1)
  })
})

describe("stored names", () => {
  const kebab = (name: string) => name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

  it("of an event are its feature's and its own, so that neither changes unseen", () => {
    for (const file of globSync("src/features/*/events.ts")) {
      const text = tree.text(file)
      const names = [...text.matchAll(/export const (\w+) = defineEvent\(\{\s*name: "([^"]+)"/g)]
      expect(names.length).toBe(text.split("defineEvent({").length - 1)
      for (const [, constant = "", stored] of names) expect(stored).toBe(`${file.split("/")[2]}.${kebab(constant)}`)
    }
  })

  it("of a subscriber are its feature's and its file's", () => {
    const handlers = globSync("src/features/*/**/event-handlers/*.ts")
    expect(handlers.length).toBeGreaterThan(3)
    for (const file of handlers) {
      const expected = `"${file.split("/")[2]}.${basename(file, ".ts")}"`
      expect(tree.text(file)).toContain(expected)
    }
  })
})

describe("no foreign key crosses a border", () => {
  const crossing = (file: string, text: string) =>
    [...text.matchAll(/REFERENCES "(\w+)"/gi)].filter(
      ([, schema]) => !file.includes(`/${schema?.replaceAll("_", "-")}/`),
    )

  it("holds", () => {
    expect(globSync("src/**/migrations/*.sql").flatMap((file) => crossing(file, tree.text(file)))).toEqual([])
  })
  it("is broken by one that does", () => {
    expect(crossing("src/features/access/migrations/0.sql", 'REFERENCES "access"."user"("id")')).toEqual([])
    expect(crossing("src/features/access/migrations/0.sql", 'REFERENCES "generation_costs"."charges"')).toHaveLength(1)
  })
})

describe("every event that is declared is also said", () => {
  it("holds", () => {
    const unsaid = globSync("src/features/*/events.ts").flatMap((file) => {
      const names = [...tree.text(file).matchAll(/export const (\w+) = defineEvent/g)].map((match) => match[1] ?? "")
      const rest = tree.files
        .filter((other) => other !== file)
        .map(tree.text)
        .join("\n")
      return names.filter((name) => !rest.includes(`${name}.of(`))
    })
    expect(unsaid).toEqual([])
  })
})

describe("names speak of the business", () => {
  it("holds", () => expect(emptyNames(tree.files)).toEqual([]))
  it("is broken by hollow ones", () => {
    expect(
      emptyNames(["src/shared/utils.ts", "src/features/a/index.ts", "src/core/x.ts", "src/a/IThing.ts"]),
    ).toHaveLength(4)
  })
})

describe("every feature says what it is", () => {
  it("has a README and a feature.ts", () => {
    const features = globSync("src/features/*").map((folder) => basename(folder))
    const missing = features.flatMap((name) =>
      ["README.md", "feature.ts"]
        .map((file) => `src/features/${name}/${file}`)
        .filter((path) => globSync(path).length === 0),
    )
    expect(missing).toEqual([])
  })
})
