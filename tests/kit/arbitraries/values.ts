import { Result } from "effect"
import fc from "fast-check"
import { type EmailAddress, emailAddress, type Username, username } from "../../../domain/account/identifier.ts"
import { checkPassword, defaultPasswordRule } from "../../../domain/account/password.ts"
import { MAX_MONEY, type Money, money } from "../../../domain/catalog/money.ts"
import { MAX_QUANTITY, quantityOnHand, quantityOrdered } from "../../../domain/stock/stock-level.ts"

// Every value is built by the domain's own constructor: an arbitrary that drew what the domain refuses would throw.

/**
 * An amount in minor units, from nothing to the largest price; shrinks to 0.
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

/** An ordered quantity, a whole number from 1, mostly small; shrinks to 1. */
export const anyQuantity: fc.Arbitrary<number> = fc
  .oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: MAX_QUANTITY }) },
  )
  .map((quantity) => Result.getOrThrow(quantityOrdered("quantity", quantity)))

/** Pieces on hand, a whole number from 0, mostly small; shrinks to 0. */
export const anyStock: fc.Arbitrary<number> = fc
  .oneof({ weight: 9, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.nat(MAX_QUANTITY) })
  .map((stock) => Result.getOrThrow(quantityOnHand("stock", stock)))

const letters = "abcdefghijklmnopqrstuvwxyz"

/** A user name of 1 to 150 letters, digits and signs, of several scripts; shrinks to `a`. */
export const anyUsername: fc.Arbitrary<Username> = fc
  .string({ unit: fc.constantFrom(...letters, ..."ABZ019_@.+-", "é", "ß", "日", "ж"), minLength: 1, maxLength: 150 })
  .map((text) => Result.getOrThrow(username(text)))

const localUnit = fc.constantFrom(...letters, ..."AZ09!#$%&'*+/=?^_`{|}~-")
const label = fc
  .tuple(fc.string({ unit: fc.constantFrom(...letters, ..."09-"), maxLength: 20 }), fc.constantFrom(...letters))
  .map(([start, end]) => `${start.replace(/^-+/, "")}${end}`)

/** An e-mail address `local@domain.tld` in any case; shrinks to `a@a.a`. */
export const anyEmail: fc.Arbitrary<EmailAddress> = fc
  .record({
    local: fc.array(fc.string({ unit: localUnit, minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 3 }),
    labels: fc.array(label, { minLength: 2, maxLength: 4 }),
    upper: fc.boolean(),
  })
  .map(({ local, labels, upper }) => {
    const text = `${local.join(".")}@${labels.join(".")}`
    return Result.getOrThrow(emailAddress(upper ? text.toUpperCase() : text))
  })

/** A password that the default rule takes: 8 to 128 characters of any kind. */
export const anyPassword: fc.Arbitrary<string> = fc
  .string({ unit: "grapheme-composite", minLength: 8, maxLength: 40 })
  .filter((text) => [...text].length <= 128)
  .map((text) => Result.getOrThrow(checkPassword(text, defaultPasswordRule)))

/** A moment, to the millisecond, in the years that every database holds. */
export const anyTime: fc.Arbitrary<Date> = fc.date({
  min: new Date("1970-01-01T00:00:00.000Z"),
  max: new Date("2999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
})

/**
 * Text that a person writes and a database keeps: of 1 to `max` units, whole characters, no NUL.
 *
 * @example
 * fc.assert(fc.property(anyTextUpTo(100), (text) => Result.isSuccess(categoryName(text))))
 */
export const anyTextUpTo = (max: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: max })
    .filter((text) => text.length <= max && text.isWellFormed() && !text.includes("\0"))
