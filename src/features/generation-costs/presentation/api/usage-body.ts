import { z } from "@hono/zod-openapi"
import { outsideId } from "../../../../shared/web/api.ts"
import { OUTCOMES, type UsageReport } from "../../domain/usage-report.ts"
import { rawMember } from "./raw-member.ts"

const TIME = "an instant of the years 1970 to 9999 such as 2026-11-23T10:00:00Z"
const FROM = Date.UTC(1970, 0)
const TO = Date.UTC(10_000, 0)
const instant = z
  .string(TIME)
  .refine((text) => z.iso.datetime({ offset: true }).safeParse(text).success, TIME)
  .transform((text) => new Date(text))
  .refine((time) => time.getTime() >= FROM && time.getTime() < TO, TIME)
  .openapi({ type: "string", format: "date-time", description: "When it was sent, with its offset." })

const PAGES = "up to 1000 page numbers from 0 to 100000, each once"
const pages = z
  .array(z.int(PAGES).min(0, PAGES).max(100_000, PAGES), PAGES)
  .max(1000, PAGES)
  .refine((numbers) => new Set(numbers).size === numbers.length, PAGES)

const COUNT = "a whole number from 0 to 1000"
const USAGE = "the object that OpenRouter sent, nested at most 50 deep, or null"
const oneOf = <T extends string>(values: readonly T[]) => z.enum(values, `one of ${values.join(", ")}`)

const usage = z
  .record(z.string(), z.unknown(), USAGE)
  .refine((value) => isShallow(value, 50), USAGE)
  .nullable()
  .openapi({
    description: "The usage object exactly as OpenRouter sent it: every digit is kept. null where none came.",
  })

export const usageBody = z
  .strictObject(
    {
      attemptId: outsideId.openapi({ description: "The id of the request that you sent: each its own." }),
      generationId: outsideId.nullish().openapi({
        description:
          "What was asked for; further attempts at the same thing share it. Without it, the attempt is a generation of its own.",
      }),
      ebookId: outsideId.nullish().openapi({ description: "The book it was for: one of ours, or any id of yours." }),
      pages: pages
        .nullish()
        .openapi({ description: "The pages it was for: 0 is the cover, 1 to n the pages to colour." }),
      purpose: outsideId.nullish().openapi({ description: "What it was for, in a word of yours.", default: "other" }),
      route: oneOf(["images", "chat"]).openapi({ description: "By which kind of request it was made." }),
      model: outsideId.openapi({ description: "The model that served, by OpenRouter's name." }),
      requestedModel: outsideId.nullish().openapi({ description: "Without it, the model that served." }),
      provider: outsideId.nullish().openapi({ description: "Who ran the model, as OpenRouter calls it." }),
      occurredAt: instant,
      outcome: oneOf([...OUTCOMES, "unknown"]).openapi({
        description: "How it ended. unknown: it was sent and the answer is lost; report it again when you know.",
      }),
      imagesReturned: z.int(COUNT).min(0, COUNT).max(1000, COUNT).nullish().openapi({
        description: "How many pictures came back.",
      }),
      usage,
    },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .openapi("UsageReport")

export const exampleReport = {
  attemptId: "gen-1766-a1",
  ebookId: "order-1187",
  pages: [7],
  purpose: "page",
  route: "images",
  model: "google/gemini-2.5-flash-image",
  provider: "Google AI Studio",
  occurredAt: "2026-11-23T10:04:11.846Z",
  outcome: "succeeded",
  imagesReturned: 1,
  usage: { prompt_tokens: 81, completion_tokens: 1290, cost: 0.0387243 },
} satisfies z.input<typeof usageBody>

type Body = z.infer<typeof usageBody>
type Told = Omit<UsageReport, "outcome"> & { outcome: Body["outcome"] }

/** What comes from outside is real money. `json` is the request as it was sent: its usage is kept from there, not from `body`. */
export function toReport(body: Body, json: string, reportedAt: Date): Told {
  const { attemptId, model, route, occurredAt, outcome } = body
  return {
    attemptId,
    generationId: body.generationId ?? attemptId,
    ebookId: body.ebookId ?? null,
    pages: body.pages ?? [],
    purpose: body.purpose ?? "other",
    route,
    model,
    requestedModel: body.requestedModel ?? model,
    provider: body.provider ?? null,
    occurredAt,
    outcome,
    imagesReturned: body.imagesReturned ?? null,
    usage: body.usage === null ? null : (rawMember(json, "usage") ?? null),
    simulated: false,
    reportedAt,
  }
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1))
}
