import type { ShopOptions } from "./settings.ts"

/** Throws when the options are out of range. */
export const checkOrderOptions = ({ maxUnpaidOrders: max }: Pick<ShopOptions, "maxUnpaidOrders">): void => {
  if (max !== undefined && !(Number.isInteger(max) && max >= 1 && max <= 1_000_000))
    throw new RangeError(`maxUnpaidOrders must be a whole number from 1 to 1000000, not ${max}.`)
}
