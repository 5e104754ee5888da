import { readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { parse } from "yaml"
import { z } from "zod"
import type { Theme } from "../domain/theme.ts"

const line = z.string().trim().min(1, "must not be empty").max(300, "must be 300 characters at most")
const lines = (least: number) =>
  z
    .array(line)
    .min(least, `must hold ${least} entries or more`)
    .refine((all) => new Set(all).size === all.length, "must not hold the same entry twice")

/** 24 subjects and 5 scenes give 100 pages without a repeated pair. */
const themeFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, "must be lower-case letters, digits and dashes"),
  name: line,
  description: line,
  subjects: lines(24),
  scenes: lines(5),
  style: line,
  cover: line,
})

/** Reads and checks every theme in the folder. Throws one sentence that names the file and the field. */
export function loadThemes(folder: string): Theme[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
  if (files.length === 0) throw new Error(`${folder} holds no theme: it takes at least one .yaml file.`)
  return files.map((name) => readTheme(join(folder, name)))
}

function readTheme(path: string): Theme {
  const read = themeFile.safeParse(parse(readFileSync(path, "utf8")))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(
      `The theme ${path} cannot be used: ${issue?.path.join(".") || "it"} ${issue?.message ?? "is not a theme"}.`,
    )
  }
  if (`${read.data.id}.yaml` !== basename(path))
    throw new Error(`The theme ${path} cannot be used: its id must be the name of its file.`)
  return { ...read.data, samples: samplesOf(read.data.id, dirname(path)) }
}

/** Pictures of the theme's pages beside its file, drawn by the sandbox's artist: dinosaurs-1.webp, dinosaurs-2.webp. */
const samplesOf = (id: string, folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${id}-`) && /^\d\.webp$/.test(name.slice(id.length + 1)))
    .sort()
    .map((name) => join(folder, name))
