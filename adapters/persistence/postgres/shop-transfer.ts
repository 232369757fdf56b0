import { Effect, Result } from "effect"
import type { ShopTransfer } from "../../../application/ports/shop-transfer.ts"
import { InvalidExport, ShopNotEmpty } from "../../../application/transfer/errors.ts"
import type { Database } from "./database.ts"
import { TablesDistributed } from "./distributed/tables-distributed.ts"
import { outageOf } from "./outages.ts"
import { readShop } from "./read-shop.ts"
import { writeShop } from "./write-shop.ts"

/** Nothing is retried: what was written or read already cannot be written or read again. */
export const makeShopTransfer = (database: Database): ShopTransfer => ({
  read: (write) => Effect.promise(() => withOutages(readShop(database, write))),
  load: (batches) =>
    Effect.flatMap(
      Effect.promise(() => {
        // The records are compared with each other by joins that Citus rejects.
        if (database.isDistributed) throw new TablesDistributed()
        return withOutages(writeShop(database, batches).then(Result.succeed, asFailure))
      }),
      Effect.fromResult,
    ),
})

const withOutages = <A>(work: Promise<A>): Promise<A> =>
  work.catch((error: unknown) => {
    throw outageOf(error) ?? error
  })

const asFailure = (error: unknown) => {
  if (error instanceof InvalidExport || error instanceof ShopNotEmpty) return Result.fail(error)
  throw error
}
