import { z } from "@hono/zod-openapi"
import { costsQuery, IN_ORDER, inOrder } from "../api/costs-schemas.ts"

const { from, to, tz, simulated } = costsQuery.shape

/** What GET /costs takes, without groupBy. */
export const exportQuery = z.strictObject({ from, to, tz, simulated }).refine(inOrder, IN_ORDER)

const MONEY = "real or simulated"

/** The same as the page of costs asks it, which calls the money by its name. */
export const exportPageQuery = z
  .strictObject({ from, to, tz, money: z.enum(["real", "simulated"], MONEY).optional() })
  .refine(inOrder, IN_ORDER)
