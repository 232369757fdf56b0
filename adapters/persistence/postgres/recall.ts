import { Result } from "effect"
import type { AccountId } from "../../../domain/account/account.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import type { Order } from "../../../domain/order/order.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { readPlacedOrders } from "./placed-orders.ts"

/** Returns the order that was recorded under an account's key, or `null`. The claim contains a digest. */
export const recall = async (
  database: Database,
  account: AccountId,
  { key, fingerprint }: IdempotencyClaim,
): Promise<Result.Result<Order | null, IdempotencyKeyReused>> => {
  const [row] = await database.rows(
    {
      name: "recall order",
      text: `select fingerprint, "order" from ${database.schema}.order_key where account = $1 and key = $2`,
    },
    [idOrNone(account), key],
  )
  if (row === undefined) return Result.succeed(null)
  if (row.fingerprint !== fingerprint) return Result.fail(new IdempotencyKeyReused({ key }))
  const id = Number(row.order)
  return Result.succeed((await readPlacedOrders(database, [id])).get(id) ?? null)
}
