import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { CATEGORY_NAME_MAX_LENGTH, type Category, CategoryId } from "../../../../domain/catalog/category.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import {
  PRODUCT_DESCRIPTION_MAX_LENGTH,
  PRODUCT_NAME_MAX_LENGTH,
  type Product,
  VARIANT_TEXT_MAX_LENGTH,
} from "../../../../domain/catalog/product.ts"
import { json } from "../../dialect/response.ts"
import { revalidatedList } from "../../dialect/revalidated-list.ts"
import { list, object, optional } from "../../drf/field.ts"
import { integerField, moneyField, primaryKeyField } from "../../drf/number-fields.ts"
import { charField } from "../../drf/text-fields.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"

const MAX_VARIANTS = 1000

const productBody = object({
  name: charField({ maxLength: PRODUCT_NAME_MAX_LENGTH }),
  description: charField({ maxLength: PRODUCT_DESCRIPTION_MAX_LENGTH }),
  price: moneyField,
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

/** Returns the endpoints `products` and `products/categories` (section 2 of the document). */
export const catalogEndpoints = (
  shop: Pick<UseCases, "listProducts" | "createProduct" | "listCategories" | "createCategory">,
): Endpoints => {
  const productList = revalidatedList((product: Product) => [formatProduct(product)])
  const categoryList = revalidatedList((category: Category) => [formatCategory(category)])
  return [
    endpoint({
      method: "GET",
      path: "products",
      access: "public",
      ignoresCredentials: true,
      handle: ({ request }) =>
        Effect.flatMap(shop.listProducts(), (products) => productList(request.headers, products)),
    }),
    endpoint({
      method: "POST",
      path: "products/create",
      access: "admin",
      body: productBody,
      handle: ({ caller, body }) =>
        Effect.map(shop.createProduct(caller.account, body), (product) => json(201, formatProduct(product))),
    }),
    endpoint({
      method: "GET",
      path: "products/categories",
      access: "public",
      ignoresCredentials: true,
      handle: ({ request }) =>
        Effect.flatMap(shop.listCategories(), (categories) => categoryList(request.headers, categories)),
    }),
    endpoint({
      method: "POST",
      path: "products/categories/create",
      access: "admin",
      body: categoryBody,
      handle: ({ caller, body }) =>
        Effect.map(shop.createCategory(caller.account, body), (category) => json(201, formatCategory(category))),
    }),
  ]
}

const formatCategory = ({ id, name }: Category) => ({ id, name })

/** Formats a product like the document. A product without variants shows its own stock. */
const formatProduct = ({ id, name, description, price, category, variants, available }: Product) => {
  const documented = {
    id,
    name,
    description,
    price: toMajorUnits(price),
    category,
    variants: variants.map(({ id, size, color, available }) => ({ id, size, color, stock: available })),
  }
  return variants.length === 0 ? { ...documented, stock: available } : documented
}
