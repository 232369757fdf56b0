import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { OutOfStock, StockLimitExceeded } from "./errors.ts"
import { type Movement, movementEffects } from "./movement.ts"
import type { StockItemId } from "./stock-item.ts"

/** The quantity of one stock item on hand, and how much of it open orders have reserved. */
export interface StockLevel {
  readonly stockItem: StockItemId
  readonly onHand: number
  readonly reserved: number
}

/**
 * The largest quantity of a stock level, an order line or a movement: the largest signed 32-bit integer.
 *
 * @example
 * const room = MAX_QUANTITY - level.onHand
 */
export const MAX_QUANTITY = 2_147_483_647

/** Returns the quantity that can be ordered. Never negative in a consistent shop. */
export const available = (level: StockLevel): number => level.onHand - level.reserved

/** Returns the level after one movement of an order. Fails when it reserves more than is available. */
export const move = (level: StockLevel, movement: Movement): Result.Result<StockLevel, OutOfStock> => {
  const { stockItem } = level
  const { kind, quantity } = movement
  if (kind === "reserve" && available(level) < quantity)
    return Result.fail(new OutOfStock({ stockItem, requested: quantity, available: available(level) }))
  const { onHand, reserved } = movementEffects[kind]
  return Result.succeed({
    stockItem,
    onHand: level.onHand + onHand * quantity,
    reserved: level.reserved + reserved * quantity,
  })
}

/**
 * Returns the level after a delivery. Fails when the quantity on hand would exceed {@link MAX_QUANTITY}.
 *
 * @example
 * const after = replenish(level, 24)
 */
export const replenish = (level: StockLevel, quantity: number): Result.Result<StockLevel, StockLimitExceeded> =>
  quantity > MAX_QUANTITY - level.onHand
    ? Result.fail(
        new StockLimitExceeded({ stockItem: level.stockItem, onHand: level.onHand, quantity, max: MAX_QUANTITY }),
      )
    : Result.succeed({ ...level, onHand: level.onHand + quantity })

/** Validates a quantity on hand: a whole number from 0. */
export const quantityOnHand = (field: string, quantity: number): Result.Result<number, InvalidField> =>
  wholeNumber(field, quantity, 0)

/** Validates an ordered or restocked quantity: a whole number from 1. */
export const quantityOrdered = (field: string, quantity: number): Result.Result<number, InvalidField> =>
  wholeNumber(field, quantity, 1)

const wholeNumber = (field: string, value: number, min: number): Result.Result<number, InvalidField> => {
  if (!Number.isInteger(value)) return Result.fail(new InvalidField({ field, rule: { kind: "not-a-whole-number" } }))
  if (value < min) return Result.fail(new InvalidField({ field, rule: { kind: "too-small", min } }))
  if (value > MAX_QUANTITY)
    return Result.fail(new InvalidField({ field, rule: { kind: "too-large", max: MAX_QUANTITY } }))
  return Result.succeed(value)
}
