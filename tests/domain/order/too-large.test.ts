import { Result } from "effect"
import { expect, it } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { money } from "../../../domain/catalog/money.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { total } from "../../../domain/order/order.ts"
import { placeOrder } from "../../../domain/order/place-order.ts"
import { SkuId } from "../../../domain/stock/sku.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"

const place = (...lines: ReadonlyArray<readonly [sku: number, quantity: number]>) =>
  placeOrder(
    {
      account: AccountId(1),
      lines: lines.map(([sku, quantity]) => ({ product: ProductId(sku), variant: null, quantity })),
      delivery: null,
    },
    lines.map(([sku]) =>
      Result.succeed({
        sku: SkuId(sku),
        product: ProductId(sku),
        variant: null,
        price: Result.getOrThrow(money(sku * 100)),
      }),
    ),
    new Date(0),
  )

it("one SKU that cannot be counted makes the order too large, whatever else is in it", () => {
  expect(place([1, MAX_QUANTITY], [2, 1], [1, 1])).toMatchObject({ failure: { _tag: "OrderTooLarge" } })
})

it("costs quantity times price over all lines", () => {
  const { order } = Result.getOrThrow(place([3, 2], [1, 5], [3, 1]))
  expect(total(order)).toBe(3 * 300 + 5 * 100)
})
