import type { Effect } from "effect"

/**
 * Distinguishes this shop from every other shop, also from an earlier one with the same database name and token key.
 */
export interface ShopIdentity {
  /**
   * Returns the shop's id: 32 hexadecimal digits, random, created with the tables and never changed. It is the issuer
   * (`iss`) of the shop's tokens. It is not secret.
   */
  readonly id: () => Effect.Effect<string>
}
