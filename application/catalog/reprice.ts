import { Effect } from "effect"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { UnknownProduct } from "../../domain/catalog/errors.ts"
import { type Money, money } from "../../domain/catalog/money.ts"
import type { Product, ProductId } from "../../domain/catalog/product.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Products } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"

export interface RepricePorts {
  readonly products: Products
  readonly clock: Clock
}

/**
 * Sets the price of a product and of all its variants, in minor units. Returns the product as it is listed afterwards.
 * Admins only. Existing orders keep their prices. Setting the current price again is a no-op and records no event.
 *
 * @example
 * const repriced = await shop.reprice(admin, { product: soap.id, price: Result.getOrThrow(money(395)) })
 */
export type Reprice = (
  actor: Actor,
  command: { readonly product: ProductId; readonly price: Money },
) => Effect.Effect<Product, NotPermitted | InvalidField | UnknownProduct>

export const makeReprice = ({ products, clock }: RepricePorts): Reprice =>
  Effect.fnUntraced(function* (actor, { product, price }) {
    yield* Effect.fromResult(requireAdmin(actor))
    return yield* products.reprice(product, yield* Effect.fromResult(money(price)), clock.now())
  })
