import { resolve } from "node:path"
import { z } from "zod"

const wholeNumber = (text: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, text)
    .transform(Number)
    .pipe(z.int(text).min(min, text).max(max, text))

const address = (text: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), text)
    .transform((value) => value.replace(/\/+$/, ""))

const environment = z.object({
  PORT: wholeNumber("a port from 1 to 65535", 1, 65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: address("an address such as https://books.example.org").optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "an address such as postgres://user:password@host:5432/colophon")
    .optional(),
  STORAGE_URL: z
    .undefined("nothing yet: pictures are kept under DATA_DIR, a folder that several machines have to share")
    .optional(),
  ROLE: z.enum(["all", "web", "worker"], "all, web or worker").default("all"),
  OPENROUTER_API_KEY: z.string().optional(),
  OPENROUTER_BASE_URL: address("an address such as https://openrouter.ai/api/v1").default(
    "https://openrouter.ai/api/v1",
  ),
  COVER_MODEL: z.string().optional(),
  PAGE_MODEL: z.string().optional(),
  WORKER_CONCURRENCY: wholeNumber("a whole number from 1 to 50", 1, 50).default(3),
  LEASE_SECONDS: wholeNumber("a whole number of seconds from 1 to 3600", 1, 3600).default(10),
  ADMIN_EMAIL: z.string().optional(),
  ADMIN_PASSWORD: z.string().optional(),
  COLOPHON_API_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"], "debug, info, warn, error or silent").default("info"),
})

export type Settings = z.infer<typeof environment> & { PUBLIC_URL: string }

/** Reads the environment. An empty variable counts as unset. Throws one sentence that names the variable and what it takes. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""))
  const read = environment.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(`${issue?.path.join(".")} takes ${issue?.message}.`)
  }
  const { HOST, PORT, PUBLIC_URL } = read.data
  const host = HOST.includes(":") ? `[${HOST}]` : HOST
  return { ...read.data, DATA_DIR: resolve(read.data.DATA_DIR), PUBLIC_URL: PUBLIC_URL ?? `http://${host}:${PORT}` }
}
