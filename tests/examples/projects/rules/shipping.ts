import { type Order, subtotal } from "shopwright"

const SHIPPING = 490
const FREE_FROM = 5000

/** A rule of the host on the library's data: the buyer's total including shipping, in minor units. */
export const toPay = (order: Pick<Order, "lines">): number => {
  const goods = subtotal(order)
  return goods >= FREE_FROM ? goods : goods + SHIPPING
}
