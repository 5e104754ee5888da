import { sentences } from "./sentences.ts"

/**
 * Who hears an event and what it does, from its stored name: "generation-costs.record-usage-when-tokens-consumed" is
 * "costs: record usage". The last word of a feature's name says enough.
 */
export function subscriberWords(name: string): string {
  const [feature = "", rest = ""] = name.split(".")
  const does = rest.split("-when-")[0] ?? ""
  if (does === "") return name
  return sentences.delivery.who(feature.split("-").at(-1) ?? feature, does.replaceAll("-", " "))
}

/** "Tokens consumed" of "ebook-generation.tokens-consumed": a kind of event in a list of them. */
export function typeWords(name: string): string {
  const words = (name.split(".").at(-1) ?? name).replaceAll("-", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}
