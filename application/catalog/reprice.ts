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
 * Sets what a product costs from now on, in minor units and in all its variants; resolves to the product as it is listed
 * then. Admins only. Orders keep the price of the moment they were placed. Asking for the price that it has already
 * changes nothing and is no fault: no event tells of it.
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
