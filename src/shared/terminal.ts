const CONTROLS = /\p{Cc}+/gu

/** What somebody else wrote, safe for a terminal. */
export const plain = (text: string): string => text.replaceAll(CONTROLS, " ")

export const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** To whoever watches; stdout is for results. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`)
