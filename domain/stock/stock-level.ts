import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { OutOfStock, ShelfFull } from "./errors.ts"
import type { Movement } from "./movement.ts"
import type { StockItemId } from "./stock-item.ts"

/** How many pieces of one stock item lie on the shelf, and how many of them are promised to open orders. */
export interface StockLevel {
  readonly stockItem: StockItemId
  readonly onHand: number
  readonly reserved: number
}

/**
 * The most pieces that a shelf, an order line or a movement counts: the largest signed number of 32 bits.
 *
 * @example
 * const room = MAX_QUANTITY - level.onHand
 */
export const MAX_QUANTITY = 2_147_483_647

/** Pieces that can still be promised. Never below zero in a shop whose books are right. */
export const available = (level: StockLevel): number => level.onHand - level.reserved

/**
 * The level after one movement: `reserve` promises pieces, `release` takes a promise back, `ship` takes promised
 * pieces off the shelf. Refused where more is reserved than there is.
 */
export const move = (level: StockLevel, movement: Movement): Result.Result<StockLevel, OutOfStock> => {
  const { quantity } = movement
  switch (movement.kind) {
    case "reserve":
      return available(level) < quantity
        ? Result.fail(new OutOfStock({ stockItem: level.stockItem, requested: quantity, available: available(level) }))
        : Result.succeed({ ...level, reserved: level.reserved + quantity })
    case "release":
      return Result.succeed({ ...level, reserved: level.reserved - quantity })
    case "ship":
      return Result.succeed({ ...level, onHand: level.onHand - quantity, reserved: level.reserved - quantity })
  }
}

/**
 * The level with so many pieces more on the shelf, which holds {@link MAX_QUANTITY} at most.
 *
 * @example
 * const after = replenish(level, restocking.quantity)
 */
export const replenish = (level: StockLevel, quantity: number): Result.Result<StockLevel, ShelfFull> =>
  quantity > MAX_QUANTITY - level.onHand
    ? Result.fail(new ShelfFull({ stockItem: level.stockItem, onHand: level.onHand, quantity, max: MAX_QUANTITY }))
    : Result.succeed({ ...level, onHand: level.onHand + quantity })

/** Checks a count of pieces on hand: a whole number from 0. */
export const quantityOnHand = (field: string, quantity: number): Result.Result<number, InvalidField> =>
  wholeNumber(field, quantity, 0)

/** Checks a quantity that is ordered, or put onto a shelf: a whole number from 1. */
export const quantityOrdered = (field: string, quantity: number): Result.Result<number, InvalidField> =>
  wholeNumber(field, quantity, 1)

const wholeNumber = (field: string, value: number, min: number): Result.Result<number, InvalidField> => {
  if (!Number.isInteger(value)) return Result.fail(new InvalidField({ field, rule: { kind: "not-a-whole-number" } }))
  if (value < min) return Result.fail(new InvalidField({ field, rule: { kind: "too-small", min } }))
  if (value > MAX_QUANTITY)
    return Result.fail(new InvalidField({ field, rule: { kind: "too-large", max: MAX_QUANTITY } }))
  return Result.succeed(value)
}
