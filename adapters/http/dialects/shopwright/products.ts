import { Effect, Result } from "effect"
import type { Request } from "express"
import type { UseCases } from "../../../../application/use-cases.ts"
import { PictureName } from "../../../../domain/account/picture.ts"
import { CategoryId } from "../../../../domain/catalog/category.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import {
  PRODUCT_DESCRIPTION_MAX_LENGTH,
  PRODUCT_NAME_MAX_LENGTH,
  ProductId,
  SKU_MAX_LENGTH,
  VARIANT_TEXT_MAX_LENGTH,
  VariantId,
} from "../../../../domain/catalog/product.ts"
import { MAX_PRODUCT_PICTURES, PICTURE_ALT_MAX_LENGTH } from "../../../../domain/catalog/product-picture.ts"
import { siteOf } from "../../browser/site.ts"
import { described, id, list, nullable, object, optional, text, truth, whole } from "../../dialect/json/fields.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { changedMetadata, newMetadata } from "./metadata.ts"
import { moneyField } from "./money.ts"
import { productSchema, versionedProduct } from "./product-view.ts"
import { editHeaders, editRejections, namesVersion, resource, staleEdit, versionHeaders } from "./versions.ts"

const MAX_VARIANTS = 1000
const PICTURE_ID_LENGTH = 64

const variantText = text(VARIANT_TEXT_MAX_LENGTH, { minLength: 1 })
const stock = optional(whole({ min: 0 }), 0)

const newVariant = object({
  size: variantText,
  color: variantText,
  sku: optional(nullable(text(SKU_MAX_LENGTH, { minLength: 1 })), null),
  metadata: newMetadata,
  stock,
})

const newProduct = (currency: Currency) =>
  object({
    name: text(PRODUCT_NAME_MAX_LENGTH, { minLength: 1 }),
    description: optional(text(PRODUCT_DESCRIPTION_MAX_LENGTH), ""),
    price: moneyField(currency),
    category: id(CategoryId),
    metadata: newMetadata,
    stock: described(stock, { description: "The quantity on hand. Only for a product without variants." }),
    variants: optional(list(newVariant, { min: 0, max: MAX_VARIANTS }), []),
  })

const name = text(PRODUCT_NAME_MAX_LENGTH, { minLength: 1 })
const isArchived = optional(truth, undefined)

const changes = (currency: Currency) =>
  object({
    name: optional(name, undefined),
    description: optional(text(PRODUCT_DESCRIPTION_MAX_LENGTH), undefined),
    price: optional(moneyField(currency), undefined),
    category: optional(id(CategoryId), undefined),
    metadata: changedMetadata,
    isArchived,
    variants: optional(
      list(
        object({
          id: id(VariantId),
          size: optional(variantText, undefined),
          color: optional(variantText, undefined),
          sku: optional(nullable(text(SKU_MAX_LENGTH, { minLength: 1 })), undefined),
          metadata: changedMetadata,
          isArchived,
        }),
        { min: 0, max: MAX_VARIANTS },
      ),
      undefined,
    ),
    addVariants: optional(list(newVariant, { min: 0, max: MAX_VARIANTS }), undefined),
    pictures: described(
      optional(
        list(object({ id: text(PICTURE_ID_LENGTH), alt: optional(text(PICTURE_ALT_MAX_LENGTH), undefined) }), {
          min: 0,
          max: MAX_PRODUCT_PICTURES,
        }),
        undefined,
      ),
      { description: "All pictures in their new order. Those that are missing are removed." },
    ),
  })

const TAG = "Catalogue"

/** Returns the endpoints of products. */
export const productEndpoints = (
  shop: Pick<UseCases, "viewProduct" | "createProduct" | "editProduct">,
  currency: Currency,
): Endpoints => {
  const formatOf = (request: Request, prefix: string) => ({ base: siteOf(request, prefix), currency })
  return [
    endpoint({
      method: "POST",
      path: "products",
      access: "admin",
      body: newProduct(currency),
      docs: {
        id: "createProduct",
        tag: TAG,
        summary: "Create a product",
        description:
          "For admins. A product with variants is sold by variant, and only its variants have stock. A repeat with the " +
          "same Idempotency-Key returns the product as it is now.",
        calls: ["createProduct", "viewProduct"],
        returns: [
          {
            status: 201,
            description: "The product.",
            schema: productSchema,
            headers: { ...versionHeaders, Location: "The product's address." },
          },
        ],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: {
          name: "Sunscreen",
          description: "SPF 30 sunscreen",
          price: { amount: "550.00", currency: "USD" },
          category: 3,
          variants: [{ size: "100ml", color: "White", stock: 50 }],
        },
      },
      handle: ({ caller, body, request, prefix }) =>
        Effect.gen(function* () {
          const key = keyOf(request)
          if (Result.isFailure(key)) return key.failure
          const { id } = yield* shop.createProduct(caller.account, { ...body, idempotencyKey: key.success })
          const product = yield* shop.viewProduct(caller.account, id)
          return resource(request, 201, versionedProduct(product, formatOf(request, prefix)), {
            Location: `${prefix}/v1/products/${id}`,
          })
        }),
    }),
    endpoint({
      method: "GET",
      path: "products/:product",
      access: "public",
      ignoresCredentials: "invalid",
      docs: {
        id: "getProduct",
        tag: TAG,
        summary: "Show a product",
        description: "Admins also see archived products and variants.",
        calls: ["viewProduct"],
        returns: [
          { status: 200, description: "The product.", schema: productSchema, headers: versionHeaders },
          { status: 304, description: "The client has this content.", schema: null },
        ],
      },
      handle: ({ caller, path, request, prefix }) =>
        Effect.map(shop.viewProduct(caller?.account ?? null, ProductId(path.product)), (product) =>
          resource(request, 200, versionedProduct(product, formatOf(request, prefix))),
        ),
    }),
    endpoint({
      method: "PATCH",
      path: "products/:product",
      access: "admin",
      body: changes(currency),
      docs: {
        id: "updateProduct",
        tag: TAG,
        summary: "Edit a product",
        description:
          "For admins. Members that are missing keep their values. Archived products and variants are neither listed " +
          "nor sold. Existing orders do not change.",
        calls: ["viewProduct", "editProduct"],
        returns: [{ status: 200, description: "The product.", schema: productSchema, headers: versionHeaders }],
        headers: editHeaders,
        rejects: editRejections,
        example: { price: { amount: "499.00", currency: "USD" }, variants: [{ id: 1, isArchived: true }] },
      },
      handle: ({ caller, path, body: { pictures, ...changes }, request, prefix }) =>
        Effect.gen(function* () {
          const format = formatOf(request, prefix)
          const before = yield* shop.viewProduct(caller.account, ProductId(path.product))
          const rejected = staleEdit(request, versionedProduct(before, format))
          if (rejected !== null) return rejected
          // The edit compares the version again, so of concurrent edits one succeeds.
          const version = namesVersion(request) ? before.version : undefined
          const arranged = pictures?.map(({ id, alt }) => ({ name: PictureName(id), alt }))
          const command = { product: before.id, version, changes: { ...changes, pictures: arranged } }
          return resource(request, 200, versionedProduct(yield* shop.editProduct(caller.account, command), format))
        }),
    }),
  ]
}
