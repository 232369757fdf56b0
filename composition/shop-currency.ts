import { Effect, Result } from "effect"
import type { ShopCurrency } from "../application/ports/shop-currency.ts"
import { type Currency, currency } from "../domain/catalog/currency.ts"

/**
 * The shop has prices in another currency than its settings say.
 *
 * @example
 * const opened = openShop({ database: { folder: ".shopwright" }, currency: "JPY" })
 * await opened.catch((error: unknown) => {
 *   if (error instanceof CurrencyMismatch) console.log(`Its prices are in ${error.stored}.`)
 * })
 */
export class CurrencyMismatch extends Error {
  override readonly name = "CurrencyMismatch"
  readonly stored: string
  readonly requested: string

  constructor(stored: string, requested: string) {
    super(
      `The prices of this shop are in ${stored}, so its currency cannot be ${requested}: set currency ` +
        `(SHOPWRIGHT_CURRENCY) to ${stored}, or leave it out. A shop without products can change its currency.`,
    )
    this.stored = stored
    this.requested = requested
  }
}

/** Returns the currency with a code. Throws if there is none. */
export const requireCurrency = (code: string): Currency => {
  const known = currency(code)
  if (Result.isSuccess(known)) return known.success
  throw new RangeError(`currency must be a code of ISO 4217 such as EUR, not ${JSON.stringify(code)}.`)
}

/**
 * Returns the currency of a shop, and stores the one that its options request. Rejects with {@link CurrencyMismatch} if
 * there are prices in another currency.
 */
export const settleCurrency = async (shop: ShopCurrency, requested: string | undefined): Promise<Currency> => {
  const stored = await Effect.runPromise(shop.code())
  if (requested === undefined || requested === stored) return requireCurrency(stored)
  const chosen = requireCurrency(requested)
  if (await Effect.runPromise(shop.change(requested))) return chosen
  throw new CurrencyMismatch(stored, requested)
}
