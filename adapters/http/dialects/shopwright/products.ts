import { Effect } from "effect"
import type { StoreUnavailable } from "../../../../application/ports/store-unavailable.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { CategoryId } from "../../../../domain/catalog/category.ts"
import {
  PRODUCT_DESCRIPTION_MAX_LENGTH,
  PRODUCT_NAME_MAX_LENGTH,
  type Product,
  ProductId,
  SKU_MAX_LENGTH,
  VARIANT_TEXT_MAX_LENGTH,
  VariantId,
} from "../../../../domain/catalog/product.ts"
import { MAX_QUANTITY, type StockLevel } from "../../../../domain/stock/stock-level.ts"
import { json } from "../../dialect/response.ts"
import { named, record, whole as wholeSchema } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { described, id, list, nullable, object, optional, text, whole } from "./fields.ts"
import { moneyField } from "./money.ts"
import { cut, pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import { notFound } from "./problem.ts"
import { formatProduct, productSchema, versionedProduct } from "./product-view.ts"
import { booleanText, wholeText } from "./query.ts"
import { editHeaders, editRejections, resource, staleEdit, versionHeaders } from "./versions.ts"

const MAX_VARIANTS = 1000
const LARGEST_ID = 2_147_483_647

const variantText = text(VARIANT_TEXT_MAX_LENGTH, { minLength: 1 })
const stock = optional(whole({ min: 0 }), 0)

const newProduct = object({
  name: text(PRODUCT_NAME_MAX_LENGTH, { minLength: 1 }),
  description: optional(text(PRODUCT_DESCRIPTION_MAX_LENGTH), ""),
  price: moneyField,
  category: id(CategoryId),
  stock: described(stock, { description: "The quantity on hand. Only for a product without variants." }),
  variants: optional(
    list(
      object({
        size: variantText,
        color: variantText,
        sku: optional(nullable(text(SKU_MAX_LENGTH, { minLength: 1 })), null),
        stock,
      }),
      { min: 0, max: MAX_VARIANTS },
    ),
    [],
  ),
})

const filters = object({
  ...pageFields,
  category: described(optional(wholeText({ min: 1, max: LARGEST_ID }, CategoryId), undefined), {
    description: "Only products of this category.",
  }),
  available: described(optional(booleanText, undefined), {
    description: "Only products that can be ordered, or only those that cannot.",
  }),
})

const stockSchema = named(
  "StockLevel",
  record<Pick<StockLevel, "onHand" | "reserved">>({
    onHand: wholeSchema({ minimum: 0 }),
    reserved: wholeSchema({ minimum: 0, description: "How much of it open orders hold." }),
  }),
)

const TAG = "Catalogue"

/** Returns the endpoints of products. */
export const productEndpoints = (
  shop: Pick<UseCases, "listProducts" | "createProduct" | "reprice" | "restock">,
): Endpoints => {
  const find = (id: number): Effect.Effect<Product | undefined, StoreUnavailable> =>
    Effect.map(shop.listProducts(), (products) => products.find((product) => product.id === id))
  return [
    endpoint({
      method: "GET",
      path: "products",
      access: "public",
      ignoresCredentials: true,
      query: filters,
      docs: {
        id: "listProducts",
        tag: TAG,
        summary: "List the products",
        description: "In ascending order of id.",
        calls: ["listProducts"],
        returns: [
          {
            status: 200,
            description: "A page of products.",
            schema: pageSchema("ProductPage", productSchema),
            headers: pageHeaders,
          },
        ],
      },
      handle: ({ query: { category, available, ...page }, request }) =>
        Effect.map(shop.listProducts(), (products) => {
          const matching = products.filter(
            (product) =>
              (category === undefined || product.category === category) &&
              (available === undefined || product.available > 0 === available),
          )
          const { items, next } = cut(matching, page)
          return pageResponse(request.url, items.map(formatProduct), next)
        }),
    }),
    endpoint({
      method: "POST",
      path: "products",
      access: "admin",
      body: newProduct,
      docs: {
        id: "createProduct",
        tag: TAG,
        summary: "Create a product",
        description: "For admins. A product with variants is sold by variant, and only its variants have stock.",
        calls: ["createProduct"],
        returns: [
          {
            status: 201,
            description: "The product.",
            schema: productSchema,
            headers: { ...versionHeaders, Location: "The product's address." },
          },
        ],
        example: {
          name: "Sunscreen",
          description: "SPF 30 sunscreen",
          price: { amount: "550.00", currency: "USD" },
          category: 3,
          variants: [{ size: "100ml", color: "White", stock: 50 }],
        },
      },
      handle: ({ caller, body, request, prefix }) =>
        Effect.map(shop.createProduct(caller.account, body), (product) =>
          resource(request, 201, versionedProduct(product), { Location: `${prefix}/v1/products/${product.id}` }),
        ),
    }),
    endpoint({
      method: "GET",
      path: "products/:product",
      access: "public",
      ignoresCredentials: true,
      docs: {
        id: "getProduct",
        tag: TAG,
        summary: "Show a product",
        calls: ["listProducts"],
        returns: [
          { status: 200, description: "The product.", schema: productSchema, headers: versionHeaders },
          { status: 304, description: "The client has this content.", schema: null },
        ],
        rejects: [notFound],
      },
      handle: ({ path, request }) =>
        Effect.map(find(path.product), (product) =>
          product === undefined ? notFound : resource(request, 200, versionedProduct(product)),
        ),
    }),
    endpoint({
      method: "PATCH",
      path: "products/:product",
      access: "admin",
      body: object({ price: moneyField }),
      docs: {
        id: "updateProduct",
        tag: TAG,
        summary: "Change the price of a product",
        description: "For admins. Existing orders keep their prices.",
        calls: ["listProducts", "reprice"],
        returns: [{ status: 200, description: "The product.", schema: productSchema, headers: versionHeaders }],
        headers: editHeaders,
        rejects: [notFound, ...editRejections],
        example: { price: { amount: "499.00", currency: "USD" } },
      },
      handle: ({ caller, path, body, request }) =>
        Effect.gen(function* () {
          const product = yield* find(path.product)
          if (product === undefined) return notFound
          const rejected = staleEdit(request, versionedProduct(product))
          if (rejected !== null) return rejected
          const command = { product: product.id, price: body.price }
          return resource(request, 200, versionedProduct(yield* shop.reprice(caller.account, command)))
        }),
    }),
    endpoint({
      method: "POST",
      path: "products/:product/restocks",
      access: "admin",
      body: object({
        variant: optional(nullable(id(VariantId)), null),
        quantity: whole({ min: 1, max: MAX_QUANTITY }),
      }),
      docs: {
        id: "restockProduct",
        tag: "Stock",
        summary: "Add stock",
        description: "For admins. Every request adds the quantity again.",
        calls: ["restock"],
        returns: [{ status: 201, description: "The stock level afterwards.", schema: stockSchema }],
        example: { variant: 1, quantity: 24 },
      },
      handle: ({ caller, path, body }) =>
        Effect.map(
          shop.restock(caller.account, { ...body, product: ProductId(path.product) }),
          ({ onHand, reserved }) => json(201, { onHand, reserved }),
        ),
    }),
  ]
}
