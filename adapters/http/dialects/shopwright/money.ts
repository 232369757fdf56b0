import { Result } from "effect"
import { ruleMessage } from "../../../../application/rule-message.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { formatAmount, type Money, moneyFromDecimal } from "../../../../domain/catalog/money.ts"
import type { Faults, Field } from "../../dialect/field.ts"
import { object, text } from "../../dialect/json/fields.ts"
import { named, record, type Schema, text as textSchema } from "../../dialect/schema.ts"

/** An amount of money as this API shows it. The amount is a decimal text, so that no client rounds it. */
export interface ShownMoney {
  readonly amount: string
  readonly currency: string
}

const AMOUNT_MAX_LENGTH = 20
const CODE_LENGTH = 3
const plainDecimal = /^\d+(?:\.\d+)?$/
const amountFacts = { pattern: plainDecimal.source, examples: ["550.00"] }
const signedFacts = { pattern: "^-?\\d+(?:\\.\\d+)?$", examples: ["-5.00"] }
const currencyFacts = { pattern: "^[A-Z]{3}$", examples: ["USD"] }

/** Formats an amount in minor units. In USD, `55050` is `550.50`. */
export const formatMoney = (minorUnits: number, currency: Currency): ShownMoney => ({
  amount: formatAmount(minorUnits, currency),
  currency: currency.code,
})

export const moneySchema: Schema<ShownMoney> = named(
  "Money",
  record<ShownMoney>(
    { amount: textSchema(amountFacts), currency: textSchema(currencyFacts) },
    {
      description:
        "An amount of money: a decimal text with all decimals of the currency, and the shop's currency (ISO 4217).",
    },
  ),
)

export const signedMoneySchema: Schema<ShownMoney> = named(
  "SignedMoney",
  record<ShownMoney>(
    { amount: textSchema(signedFacts), currency: textSchema(currencyFacts) },
    { description: "An amount of money that may be negative." },
  ),
)

const parts = object({
  amount: text(AMOUNT_MAX_LENGTH, amountFacts),
  currency: text(CODE_LENGTH, currencyFacts),
})

/** Reads a price such as `{ "amount": "550.00", "currency": "USD" }`. */
export const moneyField = (currency: Currency): Field<Money> => ({
  shape: parts.shape,
  read: (value, form) => {
    const read = parts.read(value, form)
    if (Result.isFailure(read)) return Result.fail(read.failure)
    const { amount, currency: code } = read.success
    if (code !== currency.code)
      return Result.fail<Faults>({ currency: [`must be ${currency.code}, the currency of the shop`] })
    if (!plainDecimal.test(amount)) return Result.fail<Faults>({ amount: ["must be a decimal such as 550.00"] })
    return Result.mapError(
      moneyFromDecimal(amount, currency),
      ({ rule }): Faults => ({
        amount: [
          rule.kind === "too-many-decimals"
            ? `must have at most ${rule.max} decimals, like all amounts in ${currency.code}`
            : ruleMessage(rule),
        ],
      }),
    )
  },
})
