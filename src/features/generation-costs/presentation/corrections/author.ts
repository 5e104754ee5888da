import type { Principal } from "../../../../shared/web/context.ts"

/** The name under which a correction is kept: a person's, or that of an API key. */
export function authorOf(principal: Principal | null): string {
  if (!principal) throw new Error("the shell lets nobody in without a name")
  return principal.name
}
