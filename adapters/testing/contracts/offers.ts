import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { NO_PRODUCT, NO_VARIANT, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const NO_STOCK_ITEM = StockItemId(2_000_000_000)

export const offersContract = ({ store, shop }: Subject): void => {
  const offer = async (item: Parameters<ReturnType<Subject["store"]>["catalog"]["offers"]["offersFor"]>[0][number]) => {
    const [result, ...more] = await run(store().catalog.offers.offersFor([item]))
    if (result === undefined || more.length > 0) throw new Error("offersFor must return one result per item")
    return result
  }

  describe("offers", () => {
    const it = contractTestsOf("offers")

    it("offers a product without variants as its own stock item, with its price", async () => {
      const { id: product } = await shop().product({ price: 1234, stock: 0 })
      const result = Result.getOrThrow(await offer({ product, variant: null }))
      const level = { stockItem: result.stockItem, onHand: 0, reserved: 0 }
      expect(result).toEqual({ ...level, product, variant: null, price: 1234 })
    })

    it("offers each variant as its own stock item, with the product's price", async () => {
      const { id: product, variants } = await shop().withVariants({ size: "S" }, { size: "L" })
      const results = await Promise.all(variants.map(async ({ id }) => await offer({ product, variant: id })))
      const offers = results.map(Result.getOrThrow)
      expect(offers).toEqual(
        variants.map(({ id }, i) => ({
          ...{ stockItem: offers[i]?.stockItem, onHand: 0, reserved: 0 },
          ...{ product, variant: id, price: 1000 },
        })),
      )
      expect(new Set(offers.map(({ stockItem }) => stockItem)).size).toBe(2)
    })

    it("shows the current stock level with the offer", async () => {
      const { id: product } = await shop().product({ stock: 5 })
      await shop().place(await shop().account(), [{ product, quantity: 2 }])
      await run(shop().restocking({ product, quantity: 4 }))
      expect(Result.getOrThrow(await offer({ product, variant: null }))).toMatchObject({ onHand: 9, reserved: 2 })
    })

    it("reports an unknown product, whichever variant is named", async () => {
      const { variants } = await shop().withVariants({})
      for (const variant of [null, NO_VARIANT, variants[0]?.id ?? null])
        expect(await offer({ product: NO_PRODUCT, variant })).toEqual(Result.fail("no-such-product"))
    })

    it("reports a variant that does not exist or belongs to another product", async () => {
      const shirt = await shop().withVariants({})
      const other = await shop().withVariants({})
      const plain = await shop().product()
      const foreign = other.variants[0]?.id ?? null
      expect(await offer({ product: shirt.id, variant: NO_VARIANT })).toEqual(Result.fail("no-such-variant"))
      expect(await offer({ product: shirt.id, variant: foreign })).toEqual(Result.fail("no-such-variant"))
      expect(await offer({ product: plain.id, variant: foreign })).toEqual(Result.fail("no-such-variant"))
    })

    it("requires a variant for a product that is sold in variants", async () => {
      const { id: product } = await shop().withVariants({})
      expect(await offer({ product, variant: null })).toEqual(Result.fail("variant-required"))
    })

    it("returns one result per reference in the given order, also for duplicates", async () => {
      const { id: plain } = await shop().product()
      const shirt = await shop().withVariants({})
      const variant = shirt.variants[0]?.id ?? null
      const results = await run(
        store().catalog.offers.offersFor([
          { product: shirt.id, variant },
          { product: NO_PRODUCT, variant: null },
          { product: plain, variant: null },
          { product: shirt.id, variant },
        ]),
      )
      expect(results.map(Result.map((result) => result.product))).toEqual([
        Result.succeed(shirt.id),
        Result.fail("no-such-product"),
        Result.succeed(plain),
        Result.succeed(shirt.id),
      ])
      expect(results[3]).toEqual(results[0])
    })

    it("finds the product and the variant of a stock item", async () => {
      const plain = await shop().product()
      const shirt = await shop().withVariants({}, {})
      const items = [...shirt.variants, plain].map(({ stockItem }) => stockItem ?? NO_STOCK_ITEM)
      expect(await run(store().catalog.offers.itemsOf([NO_STOCK_ITEM, ...items, StockItemId(2 ** 40)]))).toEqual([
        null,
        ...shirt.variants.map(({ id }) => ({ product: shirt.id, variant: id })),
        { product: plain.id, variant: null },
        null,
      ])
      expect(await run(store().catalog.offers.itemsOf([]))).toEqual([])
    })

    it("returns no results for no references", async () => {
      expect(await run(store().catalog.offers.offersFor([]))).toEqual([])
    })

    it("returns one result per reference for any references", async () => {
      const [plain, shirt] = [await shop().product(), await shop().withVariants({}, {})]
      const [small, large] = shirt.variants.map(({ id }) => id)
      const known = [
        [{ product: plain.id, variant: null }, "offer"],
        [{ product: shirt.id, variant: small ?? null }, "offer"],
        [{ product: shirt.id, variant: large ?? null }, "offer"],
        [{ product: shirt.id, variant: null }, "variant-required"],
        [{ product: shirt.id, variant: NO_VARIANT }, "no-such-variant"],
        [{ product: NO_PRODUCT, variant: null }, "no-such-product"],
      ] as const
      await forAll(fc.array(fc.constantFrom(...known), { maxLength: 8 }), async (references) => {
        const results = await run(store().catalog.offers.offersFor(references.map(([item]) => item)))
        expect(results.map((result) => (Result.isSuccess(result) ? "offer" : result.failure))).toEqual(
          references.map(([, outcome]) => outcome),
        )
        for (const [i, result] of results.entries())
          if (Result.isSuccess(result)) expect(result.success).toMatchObject(references[i]?.[0] ?? {})
      })
    })
  })
}
