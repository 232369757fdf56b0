import { Result } from "effect"
import fc from "fast-check"
import { MAX_MONEY, type Money, money } from "../../../domain/catalog/money.ts"
import { MAX_QUANTITY, quantityOnHand, quantityOrdered } from "../../../domain/stock/stock-level.ts"
import { textOf } from "./text.ts"

// Every value is built by the domain's constructor, so an arbitrary that generated an invalid value would throw.

/**
 * Generates an amount in minor units, from 0 to the largest price. Shrinks to 0.
 *
 * @example
 * const exact = fc.property(anyMoney, (price) => {
 *   const read = moneyFromDecimal((price / 100).toFixed(2))
 *   return Result.isSuccess(read) && read.success === price
 * })
 * fc.assert(exact)
 */
export const anyMoney: fc.Arbitrary<Money> = fc
  .oneof({ weight: 4, arbitrary: fc.nat(100_000) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: MAX_MONEY }) })
  .map((minorUnits) => Result.getOrThrow(money(minorUnits)))

/**
 * Generates a quantity to order, a whole number from 1, mostly small. Shrinks to 1.
 *
 * @example
 * fc.assert(fc.property(anyQuantity, (quantity) => quantity >= 1 && quantity <= MAX_QUANTITY))
 */
export const anyQuantity: fc.Arbitrary<number> = fc
  .oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: MAX_QUANTITY }) },
  )
  .map((quantity) => Result.getOrThrow(quantityOrdered("quantity", quantity)))

/**
 * Generates a quantity on hand, a whole number from 0, mostly small. Shrinks to 0.
 *
 * @example
 * fc.assert(fc.property(anyStock, (stock) => stock >= 0 && stock <= MAX_QUANTITY))
 */
export const anyStock: fc.Arbitrary<number> = fc
  .oneof({ weight: 9, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.nat(MAX_QUANTITY) })
  .map((stock) => Result.getOrThrow(quantityOnHand("stock", stock)))

/**
 * Generates an id, a whole number from 1, mostly small. Shrinks to 1.
 *
 * @example
 * fc.assert(fc.property(anyId, (id) => OrderId(id) > 0))
 */
export const anyId: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 99 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: MAX_QUANTITY }) },
)

/**
 * Generates a time in milliseconds within the years that every database supports. Shrinks to the start of 1970.
 *
 * @example
 * fc.assert(fc.property(anyTime, (at) => new Date(at.toISOString()).getTime() === at.getTime()))
 */
export const anyTime: fc.Arbitrary<Date> = fc.date({
  min: new Date("1970-01-01T00:00:00.000Z"),
  max: new Date("2999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
})

/**
 * Generates a text of 1 to `max` UTF-16 code units, mostly short: well-formed Unicode without NUL. Shrinks to one
 * character.
 *
 * @example
 * fc.assert(fc.property(anyTextUpTo(100), (text) => Result.isSuccess(categoryName(text))))
 */
export const anyTextUpTo = (max: number): fc.Arbitrary<string> =>
  textOf({ unit: "grapheme", minLength: 1, maxLength: max }).filter(
    (text) => text.length <= max && text.isWellFormed() && !text.includes("\0"),
  )

/**
 * Generates a text that may be empty. Shrinks to the empty text.
 *
 * @example
 * fc.assert(fc.property(anyOptionalTextUpTo(500), (address) => address.length <= 500))
 */
export const anyOptionalTextUpTo = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant("") },
    { weight: 7, arbitrary: anyTextUpTo(max) },
  )
