import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { UnknownProduct } from "../../domain/catalog/errors.ts"
import { type Money, money } from "../../domain/catalog/money.ts"
import type { Product, ProductId } from "../../domain/catalog/product.ts"
import { reprice as decideRepricing } from "../../domain/catalog/reprice.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { decideAgain } from "../decide-again.ts"
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
  actor: Manager,
  command: { readonly product: ProductId; readonly price: Money },
) => Effect.Effect<Product, NotPermitted | InvalidField | UnknownProduct>

export const makeReprice = ({ products, clock }: RepricePorts): Reprice => {
  const reprice = Effect.fnUntraced(function* (...[actor, { product: id, price }]: Parameters<Reprice>) {
    yield* Effect.fromResult(requireAdmin(actor))
    const to = yield* Effect.fromResult(money(price))
    const product = yield* products.find(id)
    if (product === null) return yield* new UnknownProduct({ product: id })
    const repricing = decideRepricing(product, to, clock.now())
    if (repricing === null) return product
    return yield* Effect.as(products.recordRepricing(repricing), { ...product, price: to })
  })
  return (actor, command) => decideAgain("PriceConflict", reprice(actor, command))
}
