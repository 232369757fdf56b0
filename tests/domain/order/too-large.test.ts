import { Result } from "effect"
import { expect, it } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { money } from "../../../domain/catalog/money.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { total } from "../../../domain/order/order.ts"
import { placeOrder } from "../../../domain/order/place-order.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"

const place = (...lines: ReadonlyArray<readonly [stockItem: number, quantity: number]>) =>
  placeOrder(
    {
      account: AccountId(1),
      lines: lines.map(([stockItem, quantity]) => ({ product: ProductId(stockItem), variant: null, quantity })),
      delivery: null,
    },
    lines.map(([stockItem]) =>
      Result.succeed({
        stockItem: StockItemId(stockItem),
        product: ProductId(stockItem),
        variant: null,
        price: Result.getOrThrow(money(stockItem * 100)),
      }),
    ),
    new Date(0),
  )

it("one stock item that cannot be counted makes the order too large, whatever else is in it", () => {
  expect(place([1, MAX_QUANTITY], [2, 1], [1, 1])).toMatchObject({ failure: { _tag: "OrderTooLarge" } })
})

it("costs quantity times price over all lines", () => {
  const { order } = Result.getOrThrow(place([3, 2], [1, 5], [3, 1]))
  expect(total(order)).toBe(3 * 300 + 5 * 100)
})
