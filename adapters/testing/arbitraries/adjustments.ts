import fc from "fast-check"
import { MAX_MONEY } from "../../../domain/catalog/money.ts"
import { ADJUSTMENT_LABEL_MAX_LENGTH, type Adjustment, adjustmentKinds } from "../../../domain/order/adjustment.ts"
import { anyTextUpTo } from "./values.ts"

const anyLabel = anyTextUpTo(ADJUSTMENT_LABEL_MAX_LENGTH).filter((label) => label.trim() !== "")

const anyAdjustment: fc.Arbitrary<Adjustment> = fc
  .record({
    kind: fc.constantFrom(...adjustmentKinds),
    label: anyLabel,
    size: fc.integer({ min: 0, max: MAX_MONEY }),
    isIncluded: fc.boolean(),
  })
  .map(({ kind, label, size, isIncluded }) => ({
    ...{ kind, label },
    amount: kind === "discount" ? 0 - size : size,
    isIncluded: isIncluded && kind === "tax",
  }))

/**
 * Generates valid adjustments of an order whose lines cost `subtotal` minor units: at most four, with a total that is not
 * negative. Shrinks to none.
 *
 * @example
 * fc.assert(fc.property(anyAdjustments(700), (adjustments) => adjustments.length <= MAX_ADJUSTMENTS))
 */
export const anyAdjustments = (subtotal: number): fc.Arbitrary<ReadonlyArray<Adjustment>> =>
  fc.array(anyAdjustment, { maxLength: 4 }).map((adjustments) => {
    let left = subtotal
    return adjustments.filter(({ amount, isIncluded }) => {
      if (isIncluded) return true
      if (left + amount < 0) return false
      left += amount
      return true
    })
  })
