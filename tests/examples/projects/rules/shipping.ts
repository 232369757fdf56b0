import { type Order, total } from "shopwright"

const SHIPPING = 490
const FREE_FROM = 5000

/** A rule of the host's own, over the library's data: what a buyer pays, shipping included, in minor units. */
export const toPay = (order: Pick<Order, "lines">): number => {
  const goods = total(order)
  return goods >= FREE_FROM ? goods : goods + SHIPPING
}
