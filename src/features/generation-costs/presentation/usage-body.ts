import { z } from "@hono/zod-openapi"
import { outsideId } from "../../../shared/web/api.ts"
import { OUTCOMES, type UsageReport } from "../domain/usage-report.ts"
import { rawMember } from "./raw-member.ts"

const TIME = "an instant of the years 1970 to 9999 such as 2026-11-23T10:00:00Z"
const FROM = Date.UTC(1970, 0)
const TO = Date.UTC(10_000, 0)
const instant = z
  .string(TIME)
  .refine((text) => z.iso.datetime({ offset: true }).safeParse(text).success, TIME)
  .transform((text) => new Date(text))
  .refine((time) => time.getTime() >= FROM && time.getTime() < TO, TIME)
  .openapi({ type: "string", format: "date-time", description: "When the attempt was sent." })

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
  .openapi({ description: "Exactly as OpenRouter sent it: every digit is kept." })

export const usageBody = z
  .strictObject(
    {
      attemptId: outsideId,
      generationId: outsideId.nullish().openapi({ description: "Without it, the attempt is a generation of its own." }),
      ebookId: outsideId.nullish(),
      pages: pages.nullish().openapi({ description: "0 is the cover, 1..n are the content pages." }),
      purpose: outsideId.nullish().openapi({ description: "Without it: other." }),
      route: oneOf(["images", "chat"]),
      model: outsideId.openapi({ description: "The model that served." }),
      requestedModel: outsideId.nullish().openapi({ description: "Without it: the model that served." }),
      provider: outsideId.nullish(),
      occurredAt: instant,
      outcome: oneOf([...OUTCOMES, "unknown"]),
      imagesReturned: z.int(COUNT).min(0, COUNT).max(1000, COUNT).nullish(),
      usage,
    },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .openapi("UsageReport")

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
