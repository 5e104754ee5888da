import type { Db } from "../../shared/database/database.ts"
import { DomainError } from "../../shared/errors.ts"
import type { EventBus } from "../../shared/events/event-bus.ts"
import { type DeliveryNow, isDeliveryId, readOnceTried } from "./read-delivery.ts"
import { sentences } from "./sentences.ts"

const say = sentences.event

/**
 * Has a delivery tried again, and answers how it stands once that was done, or after `waitMs`.
 * Throws where there is no such delivery, or nothing left to try.
 */
export async function retryDelivery(
  { db, bus }: { db: Db; bus: EventBus },
  id: string,
  waitMs: number,
): Promise<DeliveryNow> {
  const outcome = isDeliveryId(id) ? await bus.retry(id) : "unknown"
  if (outcome === "handled") throw new DomainError("already-handled", say.alreadyHandled, 409)
  const delivery = outcome === "due" ? await readOnceTried(db, id, waitMs) : null
  if (!delivery) throw new DomainError("delivery-not-found", say.noDelivery, 404)
  return delivery
}
