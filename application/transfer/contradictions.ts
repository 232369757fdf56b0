import { Result } from "effect"
import { emailKey } from "../../domain/account/identifier.ts"
import { adjustmentTotal, type NewAdjustment, newAdjustments } from "../../domain/order/adjustment.ts"
import type { ExportKind } from "./export-format.ts"

type Fields = Readonly<Record<string, unknown>>

/**
 * Returns how the fields of a record contradict each other, or `null`. Fields that repeat what follows from others are
 * checked here. What follows from other records is checked by the store that loads them.
 */
export const contradictionOf = (kind: ExportKind, record: Fields): string | null => {
  if (kind === "orders") return adjustmentFault(record)
  if (kind === "account") return emailFault(record)
  return null
}

/** `adjustment_total` is what the adjustments add to the order's total. Both are missing or `null` without adjustments. */
const adjustmentFault = ({ adjustments = null, adjustment_total: total = null }: Fields): string | null => {
  if (adjustments === null)
    return total === null ? null : `orders.adjustment_total is ${total}, but the order has no adjustments`
  if (!Array.isArray(adjustments)) return "orders.adjustments must be an array"
  if (!adjustments.every((adjustment) => typeof adjustment === "object" && adjustment !== null))
    return "orders.adjustments must contain objects only"
  const judged = newAdjustments(adjustments as ReadonlyArray<NewAdjustment>)
  if (Result.isFailure(judged)) return `orders.${judged.failure}`
  const sum = adjustmentTotal(judged.success)
  return total === sum ? null : `orders.adjustment_total is ${total}, but the adjustments add ${sum} to the total`
}

/** `email_key` is the address in the form that is compared, or `null` for an account that does not sign in by it. */
const emailFault = ({ email = null, email_key: key = null }: Fields): string | null => {
  if (key === null || (typeof email === "string" && emailKey(email) === key)) return null
  return "account.email_key is not the form of account.email that is compared"
}
