import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { claimOfProduct } from "../../domain/catalog/claims.ts"
import type { UnknownCategory } from "../../domain/catalog/errors.ts"
import { type NewProduct, newProduct, type Product, ProductId } from "../../domain/catalog/product.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { judgeRecord, judgeRecords, type MetadataRules } from "../../domain/metadata-rules.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import { decideAgain } from "../decide-again.ts"
import type { Products } from "../ports/catalog.ts"
import type { ProductEditor } from "../ports/product-editor.ts"
import { type AddOncePorts, addOnce } from "./add-once.ts"

export interface CreateProductPorts extends AddOncePorts {
  readonly products: Products
  readonly editor: Pick<ProductEditor, "find">
  readonly metadata?: MetadataRules | undefined
}

/** A product to create. */
export interface CreateProductCommand extends NewProduct {
  /**
   * Makes retries safe: the same key with the same product by the same actor creates one product, for at least 24 hours.
   * A repeated call returns the product as it is now.
   */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** Adds a product with its variants and their stock. Admins only. The stock histories name the actor. */
export type CreateProduct = (
  actor: Manager,
  product: CreateProductCommand,
) => Effect.Effect<Product, NotPermitted | InvalidField | UnknownCategory | IdempotencyKeyReused>

export const makeCreateProduct = ({
  products,
  editor,
  metadata: rules = {},
  ...ports
}: CreateProductPorts): CreateProduct => {
  const { clock } = ports
  return Effect.fnUntraced(function* (actor, { idempotencyKey, ...command }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const variants = yield* Effect.fromResult(judgeRecords(rules.variant, "variants", command.variants))
    const judged = yield* Effect.fromResult(judgeRecord(rules.product, "", command))
    const product = yield* Effect.fromResult(newProduct({ ...judged, variants }))
    const by = actor.id
    if (idempotencyKey === undefined) return yield* products.add(product, { at: clock.now(), by })
    const once = addOnce(
      ports,
      actor,
      claimOfProduct(idempotencyKey, product),
      (request) => products.addOnce(product, { at: request.at, by }, request),
      (id) => created(editor, ProductId(Number(id))),
    )
    return yield* decideAgain("KeyRecorded", once)
  })
}

/** Returns a product that was created before, also when it is archived now. */
const created = (editor: CreateProductPorts["editor"], product: ProductId): Effect.Effect<Product> =>
  Effect.flatMap(editor.find(product), (entry) => {
    if (entry === null) return Effect.die(new Error(`The store has no product ${product}, which a key refers to.`))
    const { isArchived: _, version: __, pictures: ___, ...shown } = entry
    return Effect.succeed({ ...shown, variants: shown.variants.map(({ isArchived: _, ...variant }) => variant) })
  })
