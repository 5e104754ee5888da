import type { EventType } from "../../shared/events/domain-event.ts"
import { typeWords } from "./subscriber-words.ts"

/** What an event is known by to those who only tell of it. */
export type ToldEvent = Pick<EventType<unknown>, "name" | "says" | "tells">

export type Teller = {
  /** The names of all kinds of events there are, in the order of their words. */
  types: readonly string[]
  /** "Page 16 was drawn"; the words of its name where nobody here knows it any more. */
  headline(event: { name: string; payload: unknown }): string
  /** What kind of event it is, in a sentence. */
  says(name: string): string
}

export function createTeller(events: readonly ToldEvent[]): Teller {
  const byName = new Map(events.map((event) => [event.name, event]))
  return {
    types: [...byName.keys()].toSorted((a, b) => typeWords(a).localeCompare(typeWords(b))),
    headline: ({ name, payload }) => byName.get(name)?.tells(payload) ?? typeWords(name),
    says: (name) => byName.get(name)?.says ?? typeWords(name),
  }
}
