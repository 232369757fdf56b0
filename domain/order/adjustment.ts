import { Result } from "effect"
import { MAX_MONEY } from "../catalog/money.ts"

/**
 * The kinds of adjustments. The amount of a discount is at most 0, and that of the others at least 0.
 *
 * @example
 * const isKnown = adjustmentKinds.some((kind) => kind === "shipping")
 */
export const adjustmentKinds = ["discount", "tax", "shipping", "fee"] as const

/** A kind of adjustment. */
export type AdjustmentKind = (typeof adjustmentKinds)[number]

/**
 * The most adjustments of an order.
 *
 * @example
 * const isAccepted = order.adjustments.length <= MAX_ADJUSTMENTS
 */
export const MAX_ADJUSTMENTS = 50
/**
 * The most characters of a label, as JavaScript counts them.
 *
 * @example
 * const label = "Voucher of a friend".slice(0, ADJUSTMENT_LABEL_MAX_LENGTH)
 */
export const ADJUSTMENT_LABEL_MAX_LENGTH = 200

/** An amount that an order has besides its lines, as it was when the order was placed. */
export interface Adjustment {
  readonly kind: AdjustmentKind
  /** What the buyer reads, such as `VAT 19%`. The erasure of an account keeps it. */
  readonly label: string
  /** Whole minor units of the shop's currency: from `-MAX_MONEY` to 0 for a discount, otherwise from 0 to `MAX_MONEY`. */
  readonly amount: number
  /** Whether the prices contain the amount already. Only taxes can be included. They are shown and not added to the total. */
  readonly isIncluded: boolean
}

/** An adjustment as a pricing policy returns it. */
export interface NewAdjustment extends Omit<Adjustment, "isIncluded"> {
  /** Defaults to `false`. */
  readonly isIncluded?: boolean | undefined
}

/** Validates the adjustments of an order. The error is a text that begins with the place, such as `adjustments[0].amount`. */
export const newAdjustments = (
  given: ReadonlyArray<NewAdjustment>,
): Result.Result<ReadonlyArray<Adjustment>, string> =>
  given.length > MAX_ADJUSTMENTS
    ? rejected("adjustments", `An order has at most ${MAX_ADJUSTMENTS} adjustments.`)
    : Result.all(given.map((adjustment, index) => newAdjustment(`adjustments[${index}]`, adjustment)))

/** Returns what adjustments add to the total of their order, in minor units. */
export const adjustmentTotal = (adjustments: ReadonlyArray<Pick<Adjustment, "amount" | "isIncluded">>): number =>
  adjustments.reduce((sum, { amount, isIncluded }) => (isIncluded ? sum : sum + amount), 0)

const newAdjustment = (
  place: string,
  { kind, label, amount, isIncluded = false }: NewAdjustment,
): Result.Result<Adjustment, string> => {
  if (!adjustmentKinds.includes(kind))
    return rejected(`${place}.kind`, `It must be one of ${adjustmentKinds.join(", ")}.`)
  if (typeof label !== "string" || label.trim() === "" || label.length > ADJUSTMENT_LABEL_MAX_LENGTH)
    return rejected(`${place}.label`, `It must be a text of 1 to ${ADJUSTMENT_LABEL_MAX_LENGTH} characters.`)
  if (!label.isWellFormed() || label.includes("\0"))
    return rejected(`${place}.label`, "It has characters that no store can keep: U+0000 or half of a surrogate pair.")
  if (typeof isIncluded !== "boolean" || (isIncluded && kind !== "tax"))
    return rejected(`${place}.isIncluded`, "It must be true or false, and only a tax can be included in the prices.")
  const [min, max] = kind === "discount" ? [-MAX_MONEY, 0] : [0, MAX_MONEY]
  if (!Number.isInteger(amount) || amount < min || amount > max)
    return rejected(`${place}.amount`, `It is ${amount}, and must be a whole number from ${min} to ${max}.`)
  // Adding 0 turns -0 into 0, as JSON does.
  return Result.succeed({ kind, label, amount: amount + 0, isIncluded })
}

const rejected = (field: string, reason: string): Result.Result<never, string> => Result.fail(`${field}: ${reason}`)
