import { z } from "@hono/zod-openapi"

/** An answer of this shape. The example is checked: by its type here, by the tests against the schema as it is told. */
export const json = <T extends z.ZodType>(schema: T, description: string, example: z.output<T>) => ({
  description,
  content: { "application/json": { schema, example } },
})

/** A request body of this shape. */
export const jsonBody = <T extends z.ZodType>(schema: T, example: z.input<T>) => ({
  required: true,
  content: { "application/json": { schema, example } },
})

const text = (description: string) => z.string().openapi({ description })

const problemDocument = z
  .object({
    type: text("A name for this kind of problem: urn:colophon:problem: and the code."),
    title: text("The code in words."),
    status: z.int().openapi({ description: "The HTTP status, again." }),
    code: text("Stable: what a program may rely on."),
    detail: text("What is wrong and what to do, in a sentence or two for a person."),
    errors: z
      .array(
        z.object({
          field: text("The parameter or field of the body, with dots between levels: pages.0."),
          message: text("What it takes, in one sentence."),
        }),
      )
      .optional()
      .openapi({ description: "Only with invalid-request: each field that is wrong." }),
  })
  .openapi("Problem", { description: "What every refusal looks like (RFC 9457), as application/problem+json." })

/** A refusal: its stable codes, and of each when it is given. */
export const problem = (status: number, codes: Readonly<Record<string, string>>) => ({
  description: Object.values(codes).join(" "),
  content: {
    "application/problem+json": {
      schema: problemDocument,
      examples: Object.fromEntries(
        Object.entries(codes).map(([code, when]) => [code, { summary: when, value: exampleOf(status, code, when) }]),
      ),
    },
  },
})

const exampleOf = (status: number, code: string, when: string) => {
  const told = { type: `urn:colophon:problem:${code}`, title: code.replaceAll("-", " "), status, code }
  if (code !== "invalid-request") return { ...told, detail: when }
  const message = "pageSize takes a whole number from 1 to 200."
  return { ...told, detail: message, errors: [{ field: "pageSize", message }] }
}

/** What every operation may answer. */
export const refusals = {
  400: problem(400, {
    "invalid-request": "A parameter or field is missing, unknown, sent twice, or takes something else.",
  }),
  401: problem(401, { unauthorized: "There is no key, or not a valid one." }),
  500: problem(500, { "internal-error": "Something broke here; the log has it under the id in the sentence." }),
}

/** Besides, where there is a request body. */
export const bodyRefusals = {
  ...refusals,
  413: problem(413, { "too-large": "The body is larger than 1 MB." }),
  415: problem(415, { "unsupported-media-type": "The body is not sent as application/json." }),
}

/** What no operation answers, but a request that misses all of them. */
export const strayRefusals = {
  NotFound: problem(404, { "not-found": "There is nothing at this address." }),
  MethodNotAllowed: problem(405, {
    "method-not-allowed": "The address does not take this method; the Allow header names those it takes.",
  }),
  Forbidden: problem(403, { forbidden: "A browser with a session was sent here by another site." }),
}

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item).openapi({ description: "What stands on this page of the list." }),
    page: z.int().openapi({ description: "The page that was asked for, from 1." }),
    pageSize: z.int().openapi({ description: "How many items a page holds at most." }),
    total: z.int().openapi({ description: "How many items there are on all pages." }),
  })

/** A list that fits on its first page. */
export const exampleList = <T>(...items: T[]) => ({ items, page: 1, pageSize: 50, total: items.length })

/** Money is a decimal string, never a JSON number. */
export const dollars = (description: string) => z.string().openapi({ description: `${description} US dollars.` })

/** "2026-11-23T10:04:07.310Z" */
export const instant = (description: string) => z.iso.datetime().openapi({ description: `${description} UTC.` })

export const total = z
  .object({
    amount: dollars("What is known, to the last digit."),
    currency: z.literal("USD").openapi({ description: "Of every amount." }),
    unpricedCount: z.int().openapi({ description: "Charges whose amount is unknown. They are not in the amount." }),
    unresolvedCount: z
      .int()
      .openapi({ description: "Attempts whose answer is lost, so that nobody knows their charge." }),
    heldAmount: dollars("What is set aside for calls under way."),
    heldCount: z.int().openapi({ description: "Calls under way, or answered and not booked yet." }),
    simulated: z.boolean().openapi({ description: "Whether this is play money of the sandbox. Never both kinds." }),
  })
  .openapi("Total", {
    description: "A sum of money, and what is not in it. An attempt is in at most one of the counts.",
  })

/** A total without anything open. */
export const exampleTotal = (amount: string) => ({
  amount,
  currency: "USD" as const,
  unpricedCount: 0,
  unresolvedCount: 0,
  heldAmount: "0",
  heldCount: 0,
  simulated: false,
})
