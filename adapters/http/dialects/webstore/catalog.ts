import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import type { Product } from "../../../../domain/catalog/product.ts"
import { encodeOnce } from "../../dialect/response.ts"
import { revalidating } from "../../dialect/revalidating.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"

/** `get_all_products`. */
export const catalogEndpoints = (shop: Pick<UseCases, "listProducts">): Endpoints => {
  const productList = encodeOnce(showProduct)
  const shown = revalidating()
  return [
    endpoint({
      method: "GET",
      path: "get_all_products",
      access: "authenticated",
      handle: ({ request }) =>
        Effect.map(shop.listProducts(), (products) => shown(request.headers, productList(products))),
    }),
  ]
}

const showProduct = ({ id, name, description, price, variants, available }: Product) => ({
  id,
  name,
  description,
  price: toMajorUnits(price),
  amount: available,
  ...(variants.length > 0 && {
    variants: variants.map(({ id, size, color, available }) => ({ id, size, color, amount: available })),
  }),
})
