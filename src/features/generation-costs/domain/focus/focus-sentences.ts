/** What the FOCUS export says in words. Another language is another object of this shape. */
export const focusSentences = {
  gateway: { accountId: "openrouter", name: "OpenRouter" },
  sandbox: { accountId: "colophon-sandbox", name: "Colophon sandbox" },
  book: "Book",
  /** "Tokens", as the standard wants units written. */
  unit: (unit: string) => `${unit.slice(0, 1).toUpperCase()}${unit.slice(1)}${unit.endsWith("s") ? "" : "s"}`,
  request: (model: string) => `A request to ${model}, as a whole`,
  line: (meter: string, model: string) => `${meter.replaceAll("_", " ")} of ${model}`,
  correction: ({ kind, author, reason }: { kind: string; author: string; reason: string }) =>
    `${KINDS[kind] ?? kind} by ${author}: ${reason}`,
}

const KINDS: Readonly<Record<string, string>> = {
  repricing: "Repriced",
  "repricing-undone": "Repricing undone",
}
