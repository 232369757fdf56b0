import type { SeenAdjustment } from "../driver.ts"
import type { HttpMapping } from "./http-mapping.ts"
import { list, numberAt, present, textAt } from "./json.ts"

/** Reads the total of an order in minor units. Returns `null` if the API shows none. */
export const totalOf = ({ fields, minorUnits }: HttpMapping, order: unknown): number | null =>
  fields.total === null ? null : Math.round(numberAt(order, fields.total) * minorUnits)

/** Reads the adjustments of an order. Returns `undefined` if the API shows none. */
export const adjustmentsOf = (mapping: HttpMapping, order: unknown): ReadonlyArray<SeenAdjustment> | undefined => {
  const { adjustments } = mapping.fields
  return adjustments === null ? undefined : list(present(order, adjustments)).map((shown) => readOne(mapping, shown))
}

const readOne = ({ fields, minorUnits }: HttpMapping, shown: unknown): SeenAdjustment => ({
  kind: textAt(shown, fields.adjustmentKind),
  label: textAt(shown, fields.adjustmentLabel),
  amount: Math.round(numberAt(shown, fields.adjustmentAmount) * minorUnits),
  isIncluded: fields.adjustmentIncluded !== null && present(shown, fields.adjustmentIncluded) === true,
})
