import { house, type Process } from "./house.ts"
import { reader } from "./readers.ts"

/** Pages that mortals fail at for as long as they stand here: "a1". */
export const tired = new Set<string>()

/** A reader that fails at times. */
export const mortal = (name: string) =>
  reader(name, async (_, { book, number }) => {
    if (tired.has(`${book}${number}`)) throw new Error(`${name} is tired`)
  })

/** Handles what is due, time and again, without waiting for the next try. */
export async function tryTimes({ bus }: Process, times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await bus.drain()
    await house.makeDue()
  }
}
