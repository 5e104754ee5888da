import type { Installation } from "../../../shared/installation.ts"
import type { Authenticate } from "../../../shared/web/context.ts"
import type { SignInDeps } from "../infrastructure/sign-in.ts"

/** What the pages and the command line of this feature need. */
export type PresentationDeps = SignInDeps & {
  authenticate: Authenticate
  installation: () => Promise<Installation>
  /** True where a proxy speaks https for us and tells whom it speaks to. */
  behindProxy: boolean
}
