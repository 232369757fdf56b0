import { makePageOrders } from "../../../application/order/page-orders.ts"
import { makeViewOrder } from "../../../application/order/view-order.ts"
import { makeStockHistory } from "../../../application/stock/stock-history.ts"
import type { Account } from "../../../domain/account/account.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { movementEffects } from "../../../domain/stock/movement.ts"
import type { ShopDriver } from "../driver.ts"
import { run, type Store } from "../ports.ts"
import { ShopFailed } from "../shop-errors.ts"
import { seen, variantOf } from "./domain.ts"

const PAGE = 2
const MANY = 100

/** The parts of the driver for use cases that only read: pages, histories and movements. */
export const openReading = (
  ports: Store,
  admin: Account,
  buyerOf: (buyer: number) => Promise<Account>,
): Pick<ShopDriver, "pages" | "history" | "movements"> => {
  const { offers } = ports.catalog
  const pageOrders = makePageOrders({ orders: ports.orders.orders })
  const viewOrder = makeViewOrder({ history: ports.orders.history })
  const stockSearch = ports.search?.stockSearch
  const stockHistory = makeStockHistory({ search: stockSearch })
  return {
    pages: async function* (buyer) {
      const actor = await buyerOf(buyer)
      for (let after: OrderId | null | undefined; after !== null; ) {
        const page: { readonly orders: ReadonlyArray<Parameters<typeof seen>[0]>; readonly next: OrderId | null } =
          await run(pageOrders(actor, { after, limit: PAGE }))
        yield page.orders.map(seen)
        after = page.next
      }
    },
    history: async (order) => (await run(viewOrder(admin, OrderId(order)))).steps.map(({ status }) => status),
    ...(stockSearch !== undefined && {
      movements: async (item) => {
        const [offer] = await run(offers.offersFor([{ product: ProductId(item.product), variant: variantOf(item) }]))
        if (offer?._tag !== "Success") throw new ShopFailed("an item that was put on sale has no offer")
        const { stockItem } = offer.success
        const all: Array<number> = []
        for (let before: number | null | undefined; before !== null; ) {
          const page: {
            readonly movements: ReadonlyArray<{
              readonly kind: keyof typeof movementEffects
              readonly quantity: number
            }>
            readonly next: number | null
          } = await run(stockHistory(admin, { stockItem, before, limit: MANY }))
          all.push(...page.movements.map(({ kind, quantity }) => movementEffects[kind].onHand * quantity))
          before = page.next
        }
        return all
      },
    }),
  }
}
