import { createHash, randomBytes } from "node:crypto"

/** 256 bits that nobody guesses, as text that fits into an address and a header. */
export const newSecret = (): string => randomBytes(32).toString("base64url")

/** What is kept of such a secret. It holds too much chance to be tried out, so it needs neither salt nor a slow hash. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex")
