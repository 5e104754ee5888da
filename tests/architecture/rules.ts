import type { Edge } from "./source-tree.ts"

const FEATURE = /^src\/features\/([^/]+)\//
const featureOf = (file: string) => FEATURE.exec(file)?.[1] ?? null
const named = ({ from, to }: Edge) => `${from} -> ${to}`

/** Rule 1: a feature imports another feature's events.ts only, and only from its event handlers. */
export function crossedBorders(edges: readonly Edge[]): string[] {
  return edges
    .filter(({ from, to }) => {
      const [here, there] = [featureOf(from), featureOf(to)]
      if (here === null || there === null || here === there) return false
      const fromHandler = /^src\/features\/[^/]+\/(infrastructure\/)?event-handlers\//.test(from)
      return !(fromHandler && to === `src/features/${there}/events.ts`)
    })
    .map(named)
}

/** Rule 1: domain/ imports no infrastructure, no presentation, no framework. */
export function impureDomains(edges: readonly Edge[], packages: readonly Edge[]): string[] {
  const inDomain = ({ from }: Edge) => /^src\/features\/[^/]+\/domain\//.test(from)
  const builtIn = /^(node:)?(crypto)$/
  return [
    ...edges.filter(
      (edge) => inDomain(edge) && /\/(infrastructure|presentation)\/|\/shared\/(web|database)\//.test(edge.to),
    ),
    ...packages.filter((edge) => inDomain(edge) && !builtIn.test(edge.to)),
  ].map(named)
}

/** Rule 1: shared/ imports no feature; nor does the sandbox, and no feature knows the sandbox. */
export function leaks(edges: readonly Edge[]): string[] {
  const area = (file: string) => /^src\/(shared|sandbox|features)\//.exec(file)?.[1] ?? "root"
  const allowed: Record<string, readonly string[]> = {
    shared: ["shared"],
    sandbox: ["sandbox", "shared"],
    features: ["features", "shared"],
    root: ["root", "shared", "sandbox", "features"],
  }
  return edges.filter(({ from, to }) => !allowed[area(from)]?.includes(area(to))).map(named)
}

/** Rule 1: no circles. Each is named by the files on it. */
export function circles(edges: readonly Edge[]): string[] {
  const next = Map.groupBy(edges, ({ from }) => from)
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file].join(" -> "))
    if (done.has(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}

/** Rule 5: each feature owns the schema of its own name and no SQL of it speaks of another's. */
export function foreignTables(files: readonly string[], text: (file: string) => string): string[] {
  const features = new Set(files.map(featureOf).filter((name) => name !== null))
  const schemaOf = (feature: string) => feature.replaceAll("-", "_")
  return files.flatMap((file) => {
    const here = featureOf(file)
    const content = text(file)
    const declared = /pgSchema\("([^"]+)"\)/.exec(content)?.[1]
    if (here && declared && declared !== schemaOf(here)) return [`${file} declares the schema ${declared}`]
    return [...features]
      .filter((other) => other !== here && new RegExp(`"?\\b${schemaOf(other)}"?\\."?[a-z_]+`).test(content))
      .map((other) => `${file} speaks of ${schemaOf(other)}`)
  })
}

/** Rule 2: `publish` is the only way into the events, and the archive the only way out. */
export function otherPublishers(files: readonly string[], text: (file: string) => string): string[] {
  const writes = /(insert into|update)\s+events\.(events|aggregates)|\.(insert|update|delete)\((events|aggregates)\)/
  const removes = /delete from\s+events\.(events|aggregates)/
  return files.filter(
    (file) =>
      (file !== "src/shared/events/transaction.ts" && writes.test(text(file))) ||
      (file !== "src/shared/events/archive.ts" && removes.test(text(file))),
  )
}

/** Names that say nothing about the business. */
export function emptyNames(files: readonly string[]): string[] {
  const hollow = /(^|\/)(utils?|helpers?|common|core|misc|lib)(\/|\.ts$)|\/index\.ts$|\/I[A-Z]\w*\.ts$|Impl\.ts$/
  return files.filter((file) => hollow.test(file))
}
