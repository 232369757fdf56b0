import fc from "fast-check"
import { expect, it } from "vitest"
import { anyMoney, anyTime } from "../../../adapters/testing/arbitraries/values.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { reprice } from "../../../domain/catalog/reprice.ts"
import { streamOf } from "../../../domain/event/event.ts"

const id = ProductId(7)

it("returns the change from the current price to the new one", () =>
  fc.assert(
    fc.property(anyMoney, anyMoney, anyTime, (price, to, at) => {
      fc.pre(price !== to)
      const change = reprice({ id, price }, to, at)
      const event = { _tag: "ProductRepriced", product: id, from: price, to, at } as const
      expect(change).toEqual({ product: { id, price: to }, event })
      expect(streamOf(event)).toBe("product/7")
    }),
  ))

it("returns no change when the product has the price already", () =>
  fc.assert(
    fc.property(anyMoney, anyTime, (price, at) => {
      expect(reprice({ id, price }, price, at)).toBeNull()
    }),
  ))
