import { Result } from "effect"
import { ruleMessage } from "../../../../application/rule-message.ts"
import { type Money, moneyFromDecimal } from "../../../../domain/catalog/money.ts"
import type { Faults, Field } from "../../dialect/field.ts"
import { named, record, type Schema, text as textSchema } from "../../dialect/schema.ts"
import { choice, object, text } from "./fields.ts"

/** An amount of money as this API shows it. The amount is a decimal text, so that no client rounds it. */
export interface ShownMoney {
  readonly amount: string
  readonly currency: string
}

const CURRENCY = "USD"
const AMOUNT_MAX_LENGTH = 20
const plainDecimal = /^\d+(?:\.\d{1,2})?$/

/** Formats an amount in minor units: `55050` is `550.50`. */
export const formatMoney = (minorUnits: number): ShownMoney => {
  const digits = String(minorUnits).padStart(3, "0")
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: CURRENCY }
}

export const moneySchema: Schema<ShownMoney> = named(
  "Money",
  record<ShownMoney>(
    {
      amount: textSchema({ pattern: "^\\d+\\.\\d{2}$", examples: ["550.00"] }),
      currency: textSchema({ pattern: "^[A-Z]{3}$", examples: [CURRENCY] }),
    },
    { description: "An amount of money: a decimal text, and the currency (ISO 4217)." },
  ),
)

const parts = object({
  amount: text(AMOUNT_MAX_LENGTH, { pattern: plainDecimal.source, examples: ["550.00"] }),
  currency: choice([CURRENCY]),
})

/** Reads a price such as `{ "amount": "550.00", "currency": "USD" }`. */
export const moneyField: Field<Money> = {
  shape: parts.shape,
  read: (value, form) => {
    const read = parts.read(value, form)
    if (Result.isFailure(read)) return Result.fail(read.failure)
    const { amount } = read.success
    if (!plainDecimal.test(amount))
      return Result.fail<Faults>({ amount: ["must be a decimal with at most 2 decimal places, such as 550.00"] })
    return Result.mapError(moneyFromDecimal(amount), (invalid): Faults => ({ amount: [ruleMessage(invalid.rule)] }))
  },
}
