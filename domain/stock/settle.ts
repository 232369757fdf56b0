import { Result } from "effect"
import type { OutOfStock } from "./errors.ts"
import type { Movement } from "./movement.ts"
import type { StockItemId } from "./stock-item.ts"
import { move, type StockLevel } from "./stock-level.ts"

/** The outcome of a batch of placements. */
export interface Settlement {
  /** For each placement, in the order given: `null` when it is accepted, or the reason why it is refused. */
  readonly outcomes: ReadonlyArray<OutOfStock | null>
  /** The levels that the accepted placements change, as they are afterwards. */
  readonly levels: ReadonlyArray<StockLevel>
}

/**
 * Prevents overselling: decides a batch of placements against the stock levels, in the order given. Each placement is
 * accepted as a whole or refused as a whole, and a refused placement does not affect the others. The PostgreSQL store
 * first tries one statement for the whole batch (`place-orders.ts`), which writes nothing unless all of it fits. Then it
 * uses this function.
 *
 * Throws when a placement names a stock item without a level.
 *
 * @example
 * const { outcomes, levels } = settle([{ stockItem, onHand: 5, reserved: 0 }], [placement])
 * if (outcomes[0] === null) console.log(levels[0]?.reserved)
 */
export const settle = (
  levels: Iterable<StockLevel>,
  placements: ReadonlyArray<{ readonly movements: ReadonlyArray<Movement<"reserve">> }>,
): Settlement => {
  const current = new Map<StockItemId, StockLevel>()
  for (const level of levels) current.set(level.stockItem, level)
  const changed = new Map<StockItemId, StockLevel>()
  const outcomes = placements.map(({ movements }) => {
    const moved = moveAll((stockItem) => current.get(stockItem), movements)
    if (Result.isFailure(moved)) return moved.failure
    for (const level of moved.success) {
      current.set(level.stockItem, level)
      changed.set(level.stockItem, level)
    }
    return null
  })
  return { outcomes, levels: [...changed.values()] }
}

/**
 * Returns the levels after all movements, or the first stock item that falls short, in ascending order of stock item.
 * Throws when a stock item has no level, or when a movement would make a quantity negative.
 *
 * @example
 * const moved = moveAll((stockItem) => levels.get(stockItem), change.movements)
 */
export const moveAll = (
  levelOf: (stockItem: StockItemId) => StockLevel | undefined,
  movements: ReadonlyArray<Movement>,
): Result.Result<ReadonlyArray<StockLevel>, OutOfStock> => {
  const levels = new Map<StockItemId, StockLevel>()
  for (const movement of movements.toSorted((a, b) => a.stockItem - b.stockItem)) {
    const { stockItem, kind, quantity } = movement
    const before = levels.get(stockItem) ?? levelOf(stockItem)
    if (before === undefined) throw new Error(`stock item ${stockItem} does not exist`)
    const after = move(before, movement)
    if (Result.isFailure(after)) return Result.fail(after.failure)
    if (after.success.reserved < 0 || after.success.onHand < 0)
      throw new RangeError(`the movement "${kind}" of ${quantity} makes stock item ${stockItem} negative`)
    levels.set(stockItem, after.success)
  }
  return Result.succeed([...levels.values()])
}
