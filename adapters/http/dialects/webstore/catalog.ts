import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import type { Product } from "../../../../domain/catalog/product.ts"
import { revalidatedList } from "../../dialect/revalidated-list.ts"
import { listOf, named, numeric, record, text, whole } from "../../dialect/schema.ts"
import { listHeaders } from "../../drf/docs.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"

/** Returns the endpoint `get_all_products`. */
export const catalogEndpoints = (shop: Pick<UseCases, "listProducts">, currency: Currency): Endpoints => {
  const productList = revalidatedList((product: Product) => formatProduct(product, currency))
  return [
    endpoint({
      method: "GET",
      path: "get_all_products",
      access: "authenticated",
      docs: {
        id: "listProducts",
        tag: "Products",
        summary: "List the products",
        calls: ["listProducts"],
        returns: [
          { status: 200, description: "All products.", schema: listOf(productSchema), headers: listHeaders },
          { status: 304, description: "The client has this list.", schema: null },
        ],
      },
      handle: ({ request }) =>
        Effect.flatMap(shop.listProducts(), (products) => productList(request.headers, products)),
    }),
  ]
}

/** The document has no variants, so each variant is listed as a product. `id` is the stock item's id. */
const formatProduct = ({ name, description, price, stockItem, variants, available }: Product, currency: Currency) => {
  const common = { description, price: toMajorUnits(price, currency) }
  const own = stockItem === null ? [] : [{ id: stockItem, name, ...common, amount: available }]
  const ofVariants = variants.map(({ stockItem, size, color, available }) => ({
    id: stockItem,
    name: `${name} (${size}, ${color})`,
    ...common,
    amount: available,
  }))
  return [...own, ...ofVariants]
}

const productSchema = named(
  "Product",
  record<ReturnType<typeof formatProduct>[number]>({
    id: whole({ description: "The id of the stock item." }),
    name: text(),
    description: text(),
    price: numeric({ minimum: 0 }),
    amount: whole({ minimum: 0, description: "The quantity that can be ordered." }),
  }),
)
