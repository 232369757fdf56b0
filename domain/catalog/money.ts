import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { type Currency, defaultCurrency } from "./currency.ts"

/**
 * An amount of money in minor units of the shop's currency: a whole number from 0 to {@link MAX_MONEY}. In USD, `55050`
 * is 550.50. In JPY, which has no smaller unit than one yen, `550` is 550.
 */
export type Money = number & Brand.Brand<"Money">
const brand = Brand.nominal<Money>()

/**
 * The largest price in minor units, ten digits: 99,999,999.99 in a currency with two decimals.
 *
 * @example
 * Result.isSuccess(money(MAX_MONEY + 1)) // false
 */
export const MAX_MONEY = 9_999_999_999

/**
 * Validates an amount in whole minor units.
 *
 * @example
 * const price = Result.getOrThrow(money(350)) // 3.50 USD
 */
export const money = (minorUnits: number): Result.Result<Money, InvalidField> => {
  if (!Number.isInteger(minorUnits)) return refuse({ kind: "not-a-whole-number" })
  if (minorUnits < 0) return refuse({ kind: "too-small", min: 0 })
  if (minorUnits > MAX_MONEY) return refuse({ kind: "too-large", max: MAX_MONEY })
  return Result.succeed(brand(minorUnits))
}

const decimal = /^(\d{1,30})(?:\.(\d{0,30}))?$/

/**
 * Reads a decimal such as `550` or `550.50` without rounding. It has at most as many decimals as the currency, which
 * defaults to USD with two.
 *
 * @example
 * const price = Result.getOrThrow(moneyFromDecimal("3.50", shop.currency)) // 350
 */
export const moneyFromDecimal = (
  text: string,
  { decimals }: Pick<Currency, "decimals"> = defaultCurrency,
): Result.Result<Money, InvalidField> => {
  const negative = text.startsWith("-")
  const parts = decimal.exec(negative ? text.slice(1) : text)
  if (parts === null) return refuse({ kind: "malformed" })
  const whole = parts[1] ?? ""
  const fraction = (parts[2] ?? "").replace(/0+$/, "")
  if (fraction.length > decimals) return refuse({ kind: "too-many-decimals", max: decimals })
  const minorUnits = Number(whole + fraction.padEnd(decimals, "0"))
  return money(negative ? 0 - minorUnits : minorUnits)
}

/**
 * Converts an amount to major units of a currency, which defaults to USD: `55050` is `550.5`.
 *
 * @example
 * toMajorUnits(soap.price, shop.currency) // 3.5
 */
export const toMajorUnits = (amount: number, { decimals }: Pick<Currency, "decimals"> = defaultCurrency): number =>
  amount / 10 ** decimals

/**
 * Formats an amount of whole minor units as a decimal text with all decimals of the currency: `55050` is `550.50`, and
 * `-5` is `-0.05`.
 *
 * @example
 * console.log(formatAmount(soap.price, shop.currency), shop.currency.code) // 3.50 USD
 */
export const formatAmount = (minorUnits: number, { decimals }: Pick<Currency, "decimals">): string => {
  if (minorUnits < 0) return `-${formatAmount(-minorUnits, { decimals })}`
  // Sums may be so large that a number's text has an exponent.
  const whole = Number.isSafeInteger(minorUnits) ? minorUnits : BigInt(minorUnits)
  const digits = String(whole).padStart(decimals + 1, "0")
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

const refuse = (rule: InvalidField["rule"]): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field: "price", rule }))
