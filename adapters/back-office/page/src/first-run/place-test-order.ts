import type { Order } from "../../../../client"
import { api } from "../api/client"
import { ApiError, resultOf } from "../api/problem"

/** Orders one unit of a product that is in stock, on the account of the signed-in admin. */
export const placeTestOrder = async (address: string): Promise<Order> => {
  const { items } = await resultOf(api.listProducts({ query: { available: true, limit: 1 } }))
  const [product] = items
  if (product === undefined) throw new ApiError(409, { type: "nothing-in-stock", detail: "No product is in stock." })
  const variant = product.variants.find(({ available, isArchived }) => available > 0 && !isArchived)?.id ?? null
  const body = { lines: [{ product: product.id, variant, quantity: 1 }], delivery: { address, phone: "" } }
  return resultOf(api.placeOrder({ body }))
}
