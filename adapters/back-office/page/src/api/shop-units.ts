import { api } from "./client"
import { resultOf } from "./problem"

/** What amounts and times are in. */
interface ShopUnits {
  readonly currency: string
  readonly timeZone: string
}

let units: ShopUnits = { currency: "USD", timeZone: "UTC" }

/** The currency and the time zone of the shop. Known after a sign-in. */
export const shopUnits = (): ShopUnits => units

/** Reads the currency and the time zone of the shop, as an admin. */
export const loadShopUnits = async (): Promise<void> => {
  units = await resultOf(api.getSystem())
}
