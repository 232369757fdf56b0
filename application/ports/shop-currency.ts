import type { Effect } from "effect"

/** The currency of the shop. All prices of the store are in it. */
export interface ShopCurrency {
  /** Returns the code of the currency. A new store has USD. */
  readonly code: () => Effect.Effect<string>
  /** Sets the code, unless there are products, archived ones included. Returns whether it is set. */
  readonly change: (code: string) => Effect.Effect<boolean>
}
