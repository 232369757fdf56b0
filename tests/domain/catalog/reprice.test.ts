import fc from "fast-check"
import { expect, it } from "vitest"
import { anyMoney, anyTime } from "../../../adapters/testing/arbitraries/values.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { reprice } from "../../../domain/catalog/reprice.ts"
import { streamOf } from "../../../domain/event/event.ts"

const id = ProductId(7)

it("is a change from what a product costs to what it is to cost", () =>
  fc.assert(
    fc.property(anyMoney, anyMoney, anyTime, (price, to, at) => {
      fc.pre(price !== to)
      const change = reprice({ id, price }, to, at)
      const event = { _tag: "ProductRepriced", product: id, from: price, to, at } as const
      expect(change).toEqual({ product: { id, price: to }, event })
      expect(streamOf(event)).toBe("product/7")
    }),
  ))

it("is no change where the product costs that already", () =>
  fc.assert(
    fc.property(anyMoney, anyTime, (price, at) => {
      expect(reprice({ id, price }, price, at)).toBeNull()
    }),
  ))
