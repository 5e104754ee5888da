import { globSync, readFileSync } from "node:fs"
import { cruise, type ICruiseResult } from "dependency-cruiser"

export type Edge = { from: string; to: string }
export type SourceTree = { files: string[]; edges: Edge[]; packages: Edge[]; text: (file: string) => string }

/** Every TypeScript file under src and what it imports, types included. */
export async function readSourceTree(): Promise<SourceTree> {
  const files = globSync("src/**/*.ts").sort()
  const { output } = await cruise(["src"], { tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" } })
  const { modules } = output as ICruiseResult
  const all = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved: to }) => ({ from: source, to })),
  )
  return {
    files,
    edges: all.filter(({ from, to }) => from.startsWith("src/") && to.startsWith("src/")),
    packages: all.filter(({ from, to }) => from.startsWith("src/") && !to.startsWith("src/")),
    text: (file) => readFileSync(file, "utf8"),
  }
}
