import { Effect, Result } from "effect"
import type { Inventory } from "../../../application/ports/inventory.ts"
import { ShelfFull } from "../../../domain/stock/errors.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import { MAX_QUANTITY, type StockLevel } from "../../../domain/stock/stock-level.ts"
import type { Database } from "./database.ts"
import { retrying } from "./retrying.ts"

export const makeInventory = (database: Database): Inventory => ({
  restock: (restocking) =>
    Effect.promise(() => retrying(database, () => restock(database, restocking))).pipe(
      Effect.flatMap(Effect.fromResult),
    ),
})

const restock = async (
  { rows, schema: s }: Database,
  { stockItem, product, variant, quantity, at }: Restocking,
): Promise<Result.Result<StockLevel, ShelfFull>> => {
  const [row] = await rows({ name: "restock", text: `select * from ${s}.restock($1,$2,$3,$4,$5,$6)` }, [
    stockItem,
    product,
    variant,
    quantity,
    at.toISOString(),
    MAX_QUANTITY,
  ])
  const [fits, onHand, reserved] = row as RestockedColumns
  return fits
    ? Result.succeed({ stockItem, onHand, reserved })
    : Result.fail(new ShelfFull({ stockItem, onHand, quantity, max: MAX_QUANTITY }))
}

type RestockedColumns = readonly [fits: boolean, onHand: number, reserved: number]
