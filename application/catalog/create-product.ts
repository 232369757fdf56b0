import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { UnknownCategory } from "../../domain/catalog/errors.ts"
import { type NewProduct, newProduct, type Product } from "../../domain/catalog/product.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Products } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"

export interface CreateProductPorts {
  readonly products: Products
  readonly clock: Clock
}

/** Adds a product with its variants and their stock. Admins only. */
export type CreateProduct = (
  actor: Manager,
  product: NewProduct,
) => Effect.Effect<Product, NotPermitted | InvalidField | UnknownCategory>

export const makeCreateProduct = ({ products, clock }: CreateProductPorts): CreateProduct =>
  Effect.fnUntraced(function* (actor, product) {
    yield* Effect.fromResult(requireAdmin(actor))
    return yield* products.add(yield* Effect.fromResult(newProduct(product)), clock.now())
  })
