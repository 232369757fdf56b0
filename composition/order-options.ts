import { DEFAULT_TIME_ZONE, isTimeZone } from "../domain/report/days.ts"
import { MAX_QUANTITY } from "../domain/stock/stock-level.ts"
import type { ShopOptions } from "./settings.ts"

/** The default of `lowStockThreshold`. */
export const DEFAULT_LOW_STOCK = 5

/** Throws when the options are out of range. */
export const checkOrderOptions = ({
  maxUnpaidOrders: max,
  lowStockThreshold: low = DEFAULT_LOW_STOCK,
  timeZone = DEFAULT_TIME_ZONE,
}: Pick<ShopOptions, "maxUnpaidOrders" | "lowStockThreshold" | "timeZone">): void => {
  if (max !== undefined && !(Number.isInteger(max) && max >= 1 && max <= 1_000_000))
    throw new RangeError(`maxUnpaidOrders must be a whole number from 1 to 1000000, not ${max}.`)
  if (!(Number.isInteger(low) && low >= 0 && low <= MAX_QUANTITY))
    throw new RangeError(`lowStockThreshold must be a whole number from 0 to ${MAX_QUANTITY}, not ${low}.`)
  if (!isTimeZone(timeZone))
    throw new RangeError(
      `timeZone must be a name of the IANA database such as Asia/Kolkata, not ${JSON.stringify(timeZone)}.`,
    )
}
