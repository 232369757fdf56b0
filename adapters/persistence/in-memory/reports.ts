import { Effect } from "effect"
import type { BestSeller, PeriodSales, Reports } from "../../../application/ports/reports.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import { type Order, total } from "../../../domain/order/order.ts"
import { orderStatuses } from "../../../domain/order/status.ts"
import { existing, type Store } from "./store.ts"

/** The in-memory implementation of `Reports`. Reads all orders. */
export const inMemoryReports = (store: Store): Reports => ({
  sales: (periods) =>
    Effect.sync(() =>
      periods.flatMap(({ starts, ends }, period) => {
        const byStatus = Map.groupBy(placedIn(store, starts, ends), ({ status }) => status)
        return orderStatuses.flatMap((status): ReadonlyArray<PeriodSales> => {
          const orders = byStatus.get(status)
          if (orders === undefined) return []
          const revenue = orders.reduce((sum, order) => sum + total(order), 0)
          return [{ period, status, orders: orders.length, revenue }]
        })
      }),
    ),

  bestSellers: ({ starts, ends }, limit) =>
    Effect.sync(() => {
      const sold = new Map<ProductId, BestSeller>()
      for (const { status, lines } of placedIn(store, starts, ends))
        if (status !== "cancelled")
          for (const { product: id, quantity, price } of lines) {
            const before = sold.get(id) ?? { quantity: 0, revenue: 0 }
            const { name } = existing(store.products, id, "product").product
            const revenue = before.revenue + quantity * price
            sold.set(id, { product: { id, name }, quantity: before.quantity + quantity, revenue })
          }
      return [...sold.values()]
        .toSorted((a, b) => b.quantity - a.quantity || a.product.id - b.product.id)
        .slice(0, limit)
    }),

  stockValue: () =>
    Effect.sync(() => {
      const levels = [...store.stock.values()].map(({ level, product }) => ({
        ...level,
        price: existing(store.products, product, "product").product.price,
      }))
      return {
        units: levels.reduce((sum, { onHand }) => sum + onHand, 0),
        reserved: levels.reduce((sum, { reserved }) => sum + reserved, 0),
        value: levels.reduce((sum, { onHand, price }) => sum + onHand * price, 0),
      }
    }),
})

const placedIn = (store: Store, starts: Date, ends: Date): ReadonlyArray<Order> =>
  [...store.orders.values()].filter(({ createdAt }) => createdAt >= starts && createdAt < ends)
