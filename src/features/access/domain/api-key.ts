const PREFIX = "colophon_"
const SHOWN = PREFIX.length + 4

/** A key says whose it is, so that one found lying about leads back here. */
export const keyFrom = (secret: string): string => PREFIX + secret
export const looksLikeKey = (text: string): boolean => text.startsWith(PREFIX)

/** Enough to tell keys apart, too little to guess from: `colophon_ab12`. */
export const beginningOf = (key: string): string => key.slice(0, SHOWN)
