import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** An amount of money in minor units (hundredths): a whole number from 0 to {@link MAX_MONEY}. `550.5` is `55050`. */
export type Money = number & Brand.Brand<"Money">
const brand = Brand.nominal<Money>()

/**
 * The largest price in minor units: 99,999,999.99, ten digits.
 *
 * @example
 * Result.isSuccess(money(MAX_MONEY + 1)) // false
 */
export const MAX_MONEY = 9_999_999_999

/**
 * Validates an amount in whole minor units.
 *
 * @example
 * const price = Result.getOrThrow(money(350)) // 3.50
 */
export const money = (minorUnits: number): Result.Result<Money, InvalidField> => {
  if (!Number.isInteger(minorUnits)) return refuse({ kind: "not-a-whole-number" })
  if (minorUnits < 0) return refuse({ kind: "too-small", min: 0 })
  if (minorUnits > MAX_MONEY) return refuse({ kind: "too-large", max: MAX_MONEY })
  return Result.succeed(brand(minorUnits))
}

const decimal = /^(\d{1,30})(?:\.(\d{0,30}))?$/

/**
 * Reads a decimal with at most two decimal places, such as `550` or `550.50`, without rounding.
 *
 * @example
 * const price = Result.getOrThrow(moneyFromDecimal("3.50")) // 350
 */
export const moneyFromDecimal = (text: string): Result.Result<Money, InvalidField> => {
  const negative = text.startsWith("-")
  const parts = decimal.exec(negative ? text.slice(1) : text)
  if (parts === null) return refuse({ kind: "malformed" })
  const whole = parts[1] ?? ""
  const fraction = (parts[2] ?? "").replace(/0+$/, "")
  if (fraction.length > 2) return refuse({ kind: "too-many-decimals", max: 2 })
  const minorUnits = Number(whole) * 100 + Number(fraction.padEnd(2, "0"))
  return money(negative ? 0 - minorUnits : minorUnits)
}

/**
 * Converts an amount to major units, as JSON shows it: `55050` is `550.5`.
 *
 * @example
 * toMajorUnits(soap.price) // 3.5
 */
export const toMajorUnits = (amount: Money): number => amount / 100

const refuse = (rule: InvalidField["rule"]): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field: "price", rule }))
