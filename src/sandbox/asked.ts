import type { ListedModel, Route } from "../shared/model-list.ts"
import type { Fault } from "./faults.ts"
import type { Understood } from "./image-request.ts"

/** `served` is the model whose prices hold: the one asked for, unless a fault says otherwise. */
export type Asked = Understood & {
  route: Route
  served: ListedModel
  attemptId: string | null
  text: string
  fault: Fault | null
}
