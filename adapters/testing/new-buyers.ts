import type { ShopDriver } from "./driver.ts"

/** More than the buyers of any example. Examples that need new buyers use numbers from here on. */
export const BUYERS_PER_EXAMPLE = 16

/** Returns a driver of the same shop whose buyer 0 is buyer `first`, buyer 1 the next one, and so on. */
export const withBuyersFrom = (shop: ShopDriver, first: number): ShopDriver => {
  const { placeOnce, asBuyer, pages, guests } = shop
  return {
    ...shop,
    place: (plan) => shop.place({ ...plan, buyer: first + plan.buyer }),
    ordersOf: (buyer) => shop.ordersOf(first + buyer),
    placeOnce: placeOnce && ((plan, key) => placeOnce({ ...plan, buyer: first + plan.buyer }, key)),
    asBuyer: asBuyer && ((buyer) => asBuyer(first + buyer)),
    pages: pages && ((buyer) => pages(first + buyer)),
    guests: guests && {
      place: (plan) => guests.place({ ...plan, buyer: first + plan.buyer }),
      claim: (buyer, isVerified) => guests.claim(first + buyer, isVerified),
      ordersOf: (buyer) => guests.ordersOf(first + buyer),
    },
  }
}
