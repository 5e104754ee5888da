import { z } from "zod"
import { PASSWORD_LENGTH } from "../domain/password.ts"

const EMAIL_TAKES = "an e-mail address, such as mara@paperbay.example"
const PASSWORD_TAKES = `a password of ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`
/** Of a person or a key, in characters. */
export const LONGEST_NAME = 100
const NAME_TAKES = `one line of 1 to ${LONGEST_NAME} characters`

/** Compared without case, so it is kept in lower case. RFC 5321, 4.5.3.1.3: 256 with the brackets. */
export const email = z.string(EMAIL_TAKES).trim().toLowerCase().max(254, EMAIL_TAKES).pipe(z.email(EMAIL_TAKES))

export const password = z
  .string(PASSWORD_TAKES)
  .min(PASSWORD_LENGTH.min, PASSWORD_TAKES)
  .max(PASSWORD_LENGTH.max, PASSWORD_TAKES)

export const name = z
  .string(NAME_TAKES)
  .trim()
  .min(1, NAME_TAKES)
  .max(LONGEST_NAME, NAME_TAKES)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, NAME_TAKES)
