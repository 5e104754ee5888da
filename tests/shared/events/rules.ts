import { archiving } from "./archiving.ts"
import { delivering, sharing } from "./delivering.ts"
import { duplication } from "./duplication.ts"
import { failing } from "./failing.ts"
import { logging } from "./logging.ts"
import { newcomers } from "./newcomers.ts"
import { parking, retrying } from "./parking.ts"
import { consequences, publishing } from "./publishing.ts"
import { replaying } from "./replaying.ts"
import { breaking, slowness } from "./slowness.ts"
import { commanding, waking } from "./waking.ts"

/** What the event bus promises on every server. */
export const RULES: readonly (() => void)[] = [
  ...[publishing, consequences],
  ...[delivering, sharing, duplication],
  ...[slowness, breaking],
  ...[failing, parking, retrying],
  ...[replaying, newcomers, archiving],
  ...[waking, commanding, logging],
]
