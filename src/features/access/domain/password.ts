/** In characters; OWASP ASVS 5.0, 6.2.1 and 6.2.9. */
export const PASSWORD_LENGTH = { min: 8, max: 128 }

/** Thirty-two letters and digits that are not mistaken for each other: five bits each. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789A"
const GROUP = 5

/** A password to be read from a screen and typed, such as `k7mq2-x9hvp-…`. Twenty random bytes make one of 100 bits. */
export const passwordFrom = (random: Uint8Array): string =>
  Array.from(random, (byte, i) => (i > 0 && i % GROUP === 0 ? "-" : "") + ALPHABET.charAt(byte % ALPHABET.length)).join(
    "",
  )
