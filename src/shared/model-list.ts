import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"

const price = z
  .string("must be a decimal in quotes")
  .regex(/^\d+(\.\d+)?$/, 'must be a plain decimal such as "0.0000003"')
const count = z.int().positive()

/** OpenRouter's price names; USD per single unit as decimal text. An absent price is unknown, not free. */
const pricing = z.strictObject({
  prompt: price,
  completion: price,
  image_output: price,
  request: price.optional(),
  image: price.optional(),
  image_token: price.optional(),
  input_cache_read: price.optional(),
  input_cache_write: price.optional(),
  internal_reasoning: price.optional(),
})

/** OpenRouter's two ways to a picture: `POST /images` and `POST /chat/completions`. */
export const ROUTES = ["images", "chat"] as const
export type Route = (typeof ROUTES)[number]

const listedModel = z.strictObject({
  id: z.string().regex(/^[\w.-]+\/[\w.:-]+$/, 'must look like "author/model"'),
  name: z.string().min(1),
  route: z.enum(ROUTES).default("images"),
  /** Absent: no size is asked for, and the provider's own default holds. */
  size: z.enum(["1K", "2K", "4K"]).optional(),
  pricing,
  usual: z.strictObject({ promptTokens: count, outputImageTokens: count, inputImageTokens: count }),
  portrait: z.strictObject({ width: count, height: count }),
})

const modelList = z
  .strictObject({
    reviewed: z.iso.date(),
    source: z.string().min(1),
    pageModel: z.string(),
    coverModel: z.string(),
    models: z.array(listedModel).min(1),
  })
  .superRefine((list, check) => {
    const ids = list.models.map(({ id }) => id)
    for (const key of ["pageModel", "coverModel"] as const) {
      if (!ids.includes(list[key]))
        check.addIssue({ code: "custom", path: [key], message: `must be one of: ${ids.join(", ")}` })
    }
    const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i)
    if (twice >= 0) check.addIssue({ code: "custom", path: ["models", twice, "id"], message: "is listed twice" })
  })

export type ListedModel = z.infer<typeof listedModel>
export type ModelList = z.infer<typeof modelList>

/** Reads the reviewed list of image models. Throws an Error of one sentence that names the file, the place and what it takes. */
export function loadModelList(path: string): ModelList {
  const found = modelList.safeParse(readYaml(path))
  if (found.success) return found.data
  const [issue] = found.error.issues
  throw new Error(`${path}: ${issue?.path.join(".") || "the file"}: ${issue?.message ?? "is not a model list"}.`)
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"))
  } catch (error) {
    throw new Error(`${path}: cannot be read as YAML (${String(error).split("\n")[0]}).`)
  }
}
