import { z } from "@hono/zod-openapi"

const AMOUNT = 'an amount of US dollars as text such as "0.0387", with at most 12 digits past the point'
const REASON = "a sentence of 1 to 500 characters that says how you know"

/** US dollars, as a person or a program writes them: no sign, no exponent, nothing finer than a picodollar. */
const amount = z
  .string(AMOUNT)
  .regex(/^\d{1,9}(\.\d{1,12})?$/, AMOUNT)
  .nullish()
  .openapi({ description: "What it cost, in US dollars. Without it, it was charged and nobody knows how much." })

const reason = z
  .string(REASON)
  .trim()
  .min(1, REASON)
  .max(500, REASON)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), `${REASON}, none of them U+0000`)
  .openapi({ description: "How it is known. It stays in the history of the attempt, with your name." })

export const resolveBody = z
  .strictObject(
    {
      charged: z.boolean("true or false").openapi({ description: "Whether the provider charged it." }),
      amount,
      reason,
    },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .refine(({ charged, amount: of }) => charged || of == null, {
    path: ["amount"],
    error: "nothing where charged is false: what was not charged cost 0",
  })
  .openapi("Resolution")

export const exampleResolution: z.input<typeof resolveBody> = {
  charged: true,
  amount: "0.0387",
  reason: "OpenRouter's activity page lists it at 10:04 UTC.",
}
