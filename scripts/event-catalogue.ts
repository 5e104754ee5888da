/** Writes docs/events.md from the features' events.ts and handlers; with `--check`, says whether it is out of date. */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { z } from "zod"
import type { EventType } from "../src/shared/events/domain-event.ts"

const PATH = "docs/events.md"

const isEvent = (value: unknown): value is EventType<unknown> =>
  typeof value === "object" && value !== null && "says" in value && "payload" in value

/** Which subscriptions each event has, read from the handlers' own `on(Event, "name", …)`. */
const heard = globSync("src/features/*/**/event-handlers/*.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/\bon\(\s*(\w+),\s*"([\w.-]+)"/g)].map(([, event, name]) => ({
    event,
    name,
  })),
)

async function section(file: string): Promise<string> {
  const feature = file.split("/")[2]
  const module: Record<string, unknown> = await import(`../${file}`)
  const events = Object.entries(module).filter((entry): entry is [string, EventType<unknown>] => isEvent(entry[1]))
  const parts = events.map(([constant, event]) => {
    const subscribers = heard.filter((one) => one.event === constant).map(({ name }) => `\`${name}\``)
    return `### ${constant}\n\n\`${event.name}\`: ${event.says}\n\nHeard by ${subscribers.join(", ") || "nobody yet"}.\n\n${payloadTable(event)}`
  })
  return `## ${feature}\n\n${parts.join("\n\n")}`
}

type Shape = {
  type?: string | string[]
  enum?: string[]
  const?: string
  anyOf?: Shape[]
  oneOf?: Shape[]
  items?: Shape
  properties?: Record<string, Shape>
}

function payloadTable(event: EventType<unknown>): string {
  const shape = z.toJSONSchema(event.payload, { unrepresentable: "any" }) as Shape
  const variants = shape.oneOf ?? shape.anyOf ?? [shape]
  return variants
    .map(({ properties }) =>
      Object.entries(properties ?? {})
        .map(([name, type]) => `\`${name}\` ${describe(type)}`)
        .join(", "),
    )
    .map((line) => `Carries ${line}.`)
    .join("\n\nOr ")
}

function describe({ type, enum: values, const: value, anyOf, items }: Shape): string {
  if (value !== undefined) return `“${value}”`
  if (values) return values.map((one) => `“${one}”`).join(" or ")
  if (anyOf) return anyOf.map(describe).join(" or ")
  if (Array.isArray(type)) return type.map((one) => describe({ type: one })).join(" or ")
  if (type === "array") return `list of ${describe(items ?? {})}`
  return type === "string" ? "text" : type === "integer" ? "whole number" : String(type)
}

const sections = await Promise.all(globSync("src/features/*/events.ts").sort().map(section))
const text = `# Events

Made by \`npm run docs\` from the features' \`events.ts\` and event handlers; do not edit. An amount is exact decimal text in US dollars.

${sections.join("\n\n")}
`
if (process.argv.includes("--check")) {
  if (readFileSync(PATH, "utf8") !== text) {
    console.error(`${PATH} is out of date: run npm run docs.`)
    process.exit(1)
  }
} else {
  writeFileSync(PATH, text)
}
