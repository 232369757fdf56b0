import { Result } from "effect"
import type { Currency } from "../../../domain/catalog/currency.ts"
import { MAX_MONEY, type Money, money, toMajorUnits } from "../../../domain/catalog/money.ts"
import { MAX_ID } from "../../../domain/max-id.ts"
import { type Faults, type Field, faults, type Read } from "./field.ts"
import { ruleMessage } from "./messages.ts"
import { strip, text, typeName } from "./python.ts"

const MAX_STRING_LENGTH = 1000
const wholeNumber = /^[+-]?\d+(?:_\d+)*(?:\.0*)?$/
const INT32_MAX = 2_147_483_647

/** Parses what Python's `int()` accepts after DRF removed a zero fraction: `5`, `"5"`, `"5.0"`, `" +5 "`. */
const integer = (value: unknown): number | undefined => {
  if (typeof value !== "number" && typeof value !== "string") return undefined
  const written = strip(text(value))
  if (!wholeNumber.test(written)) return typeof value === "number" && Number.isInteger(value) ? value : undefined
  const read = Number(written.replaceAll("_", ""))
  // JavaScript distinguishes -0 from 0.
  return read === 0 ? 0 : read
}

const tooLong = (value: unknown): boolean => typeof value === "string" && value.length > MAX_STRING_LENGTH

/** DRF's `IntegerField` with bounds. */
export const integerField = (bounds: { readonly min: number; readonly max?: number }): Field<number> => ({
  shape: {
    type: "number",
    json: { type: ["integer", "string"], minimum: bounds.min, maximum: bounds.max ?? INT32_MAX },
  },
  read: (value) => {
    if (tooLong(value)) return faults("String value too large.")
    const read = integer(value)
    if (read === undefined) return faults("A valid integer is required.")
    if (read < bounds.min) return faults(ruleMessage({ kind: "too-small", min: bounds.min }))
    const max = bounds.max ?? INT32_MAX
    return read > max ? faults(ruleMessage({ kind: "too-large", max })) : Result.succeed(read)
  },
})

/**
 * DRF's `PrimaryKeyRelatedField` without the database query: a whole number. A number above the largest id is reported
 * as not existing.
 */
export const primaryKeyField = <A extends number>(brand: (id: number) => A): Field<A> => ({
  shape: { type: "number", json: { type: ["integer", "string"] } },
  read: (value) => {
    if (value === "") return faults("This field may not be null.")
    const read = tooLong(value) ? undefined : integer(value)
    if (read !== undefined && Math.abs(read) <= MAX_ID) return Result.succeed(brand(read))
    return typeof value === "number" || read !== undefined
      ? doesNotExist(text(value))
      : faults(`Incorrect type. Expected pk value, received ${typeName(value)}.`)
  },
})

/** Returns DRF's message for an id that does not exist. */
export const noSuchKey = (id: number | string): string => `Invalid pk "${id}" - object does not exist.`

const doesNotExist = (id: string): Result.Result<never, Faults> => faults(noSuchKey(id))

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/
const MAX_DIGITS = String(MAX_MONEY).length

/**
 * DRF's `DecimalField` for money: a number or text with up to ten digits, at least 0. As many of them are decimals as the
 * currency has.
 */
export const moneyField = (currency: Currency): Field<Money> => ({
  shape: {
    type: "number",
    json: { type: ["number", "string"], minimum: 0, maximum: toMajorUnits(MAX_MONEY, currency) },
  },
  read: (value) => {
    if (tooLong(value)) return faults("String value too large.")
    const parts = typeof value === "number" || typeof value === "string" ? decimal.exec(strip(text(value))) : null
    if (parts === null) return faults("A valid number is required.")
    const [, sign, whole = "", fraction = "", exponent = "0"] = parts
    if (whole === "" && fraction === "") return faults("A valid number is required.")
    const digits = (whole + fraction).replace(/^0+(?=\d)/, "")
    return minorUnits(currency, sign === "-", digits, Number(exponent) - fraction.length)
  },
})

// Follows the order of DRF's `validate_precision`. The amount is `digits` times ten to the power of `exponent`.
const minorUnits = ({ decimals }: Currency, negative: boolean, digits: string, exponent: number): Read<Money> => {
  const places = Math.max(0, -exponent)
  const total = exponent >= 0 ? digits.length + exponent : Math.max(digits.length, places)
  if (total > MAX_DIGITS) return faults(`Ensure that there are no more than ${MAX_DIGITS} digits in total.`)
  if (places > decimals) return faults(ruleMessage({ kind: "too-many-decimals", max: decimals }))
  if (total - places > MAX_DIGITS - decimals)
    return faults(`Ensure that there are no more than ${MAX_DIGITS - decimals} digits before the decimal point.`)
  const amount = Number(digits.padEnd(digits.length + exponent + decimals, "0"))
  return Result.mapError(
    money(negative && amount !== 0 ? -amount : amount),
    (fault): Faults => [ruleMessage(fault.rule)],
  )
}
