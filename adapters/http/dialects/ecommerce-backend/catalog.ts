import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { CATEGORY_NAME_MAX_LENGTH, type Category, CategoryId } from "../../../../domain/catalog/category.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import {
  PRODUCT_DESCRIPTION_MAX_LENGTH,
  PRODUCT_NAME_MAX_LENGTH,
  type Product,
  VARIANT_TEXT_MAX_LENGTH,
} from "../../../../domain/catalog/product.ts"
import { json } from "../../dialect/response.ts"
import { revalidatedList } from "../../dialect/revalidated-list.ts"
import { listOf } from "../../dialect/schema.ts"
import { keyHeader, listHeaders } from "../../drf/docs.ts"
import { list, object, optional } from "../../drf/field.ts"
import { invalidKey, keyOf } from "../../drf/idempotency.ts"
import { integerField, moneyField, primaryKeyField } from "../../drf/number-fields.ts"
import { charField } from "../../drf/text-fields.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { categorySchema, formatCategory, formatProduct, productSchema } from "./product-view.ts"

const MAX_VARIANTS = 1000

const productBody = (currency: Currency) =>
  object({
    name: charField({ maxLength: PRODUCT_NAME_MAX_LENGTH }),
    description: charField({ maxLength: PRODUCT_DESCRIPTION_MAX_LENGTH }),
    price: moneyField(currency),
    category: primaryKeyField(CategoryId),
    stock: optional(integerField({ min: 0 }), 0),
    variants: optional(
      list(
        object({
          size: charField({ maxLength: VARIANT_TEXT_MAX_LENGTH }),
          color: charField({ maxLength: VARIANT_TEXT_MAX_LENGTH }),
          stock: integerField({ min: 0 }),
        }),
        { max: MAX_VARIANTS, allowEmpty: true },
      ),
      [],
    ),
  })

const categoryBody = object({ name: charField({ maxLength: CATEGORY_NAME_MAX_LENGTH }) })

const TAG = "Products"
const unchanged = { status: 304, description: "The client has this list.", schema: null }

/** Returns the endpoints `products` and `products/categories` (section 2 of the document). */
export const catalogEndpoints = (
  shop: Pick<UseCases, "listProducts" | "createProduct" | "listCategories" | "createCategory">,
  currency: Currency,
): Endpoints => {
  const productList = revalidatedList((product: Product) => [formatProduct(product, currency)])
  const categoryList = revalidatedList((category: Category) => [formatCategory(category)])
  return [
    endpoint({
      method: "GET",
      path: "products",
      access: "public",
      ignoresCredentials: true,
      docs: {
        id: "listProducts",
        tag: TAG,
        summary: "List the products",
        calls: ["listProducts"],
        returns: [
          { status: 200, description: "All products.", schema: listOf(productSchema), headers: listHeaders },
          unchanged,
        ],
      },
      handle: ({ request }) =>
        Effect.flatMap(shop.listProducts(), (products) => productList(request.headers, products)),
    }),
    endpoint({
      method: "POST",
      path: "products/create",
      access: "admin",
      body: productBody(currency),
      docs: {
        id: "createProduct",
        tag: TAG,
        summary: "Create a product",
        description: "For admins. A product without variants has its own `stock`.",
        calls: ["createProduct"],
        returns: [{ status: 201, description: "The product.", schema: productSchema }],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: {
          name: "Sunscreen",
          description: "SPF 30 sunscreen",
          price: 550,
          category: 3,
          variants: [
            { size: "100ml", color: "White", stock: 50 },
            { size: "200ml", color: "Yellow", stock: 30 },
          ],
        },
      },
      handle: ({ caller, body, request }) => {
        const key = keyOf(request.headers)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const command = { ...body, idempotencyKey: key.success }
        return Effect.map(shop.createProduct(caller.account, command), (product) =>
          json(201, formatProduct(product, currency)),
        )
      },
    }),
    endpoint({
      method: "GET",
      path: "products/categories",
      access: "public",
      ignoresCredentials: true,
      docs: {
        id: "listCategories",
        tag: TAG,
        summary: "List the categories",
        calls: ["listCategories"],
        returns: [
          { status: 200, description: "All categories.", schema: listOf(categorySchema), headers: listHeaders },
          unchanged,
        ],
      },
      handle: ({ request }) =>
        Effect.flatMap(shop.listCategories(), (categories) => categoryList(request.headers, categories)),
    }),
    endpoint({
      method: "POST",
      path: "products/categories/create",
      access: "admin",
      body: categoryBody,
      docs: {
        id: "createCategory",
        tag: TAG,
        summary: "Create a category",
        description: "For admins.",
        calls: ["createCategory"],
        returns: [{ status: 201, description: "The category.", schema: categorySchema }],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: { name: "Skincare" },
      },
      handle: ({ caller, body, request }) => {
        const key = keyOf(request.headers)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const command = { ...body, idempotencyKey: key.success }
        return Effect.map(shop.createCategory(caller.account, command), (category) =>
          json(201, formatCategory(category)),
        )
      },
    }),
  ]
}
