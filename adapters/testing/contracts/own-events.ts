import type { AccountId } from "../../../domain/account/account.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"

/** Distinguishes the events of a test from those of other programs that write to the same store. */
export const ownEvents = () => {
  const accounts = new Set<AccountId>()
  const buyers = new Set<AccountId>()
  const products = new Set<ProductId>()
  const orders = new Set<number>()
  const includes = (event: ShopEvent): boolean => {
    switch (event._tag) {
      case "OrderPlaced":
        if (buyers.has(event.order.account)) orders.add(event.order.id)
        return orders.has(event.order.id)
      case "OrderStatusChanged":
        return orders.has(event.order)
      case "AccountRegistered":
      case "AccountErased":
        return accounts.has(event.account)
      default:
        return products.has(event.product)
    }
  }
  return {
    /** Adds the events of an account and of its orders. */
    addAccount: (account: AccountId): void => {
      accounts.add(account)
      buyers.add(account)
    },
    /** Adds the events of an account's orders. */
    addOrdersOf: (account: AccountId): void => void buyers.add(account),
    addProduct: (product: ProductId): void => void products.add(product),
    /** Whether an event belongs to the test. Events of an order belong to it once its placement was read. */
    includes,
  }
}
