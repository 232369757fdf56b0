import { Result } from "effect"
import { describe, expect } from "vitest"
import { editProduct } from "../../../domain/catalog/edit-product.ts"
import { contractTestsOf } from "./contract-test.ts"
import { LATER, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const shopCurrencyContract = ({ withEmptyStore }: Subject): void => {
  describe("shop currency", () => {
    const it = contractTestsOf("shop currency")

    it("is USD at first, and changes until there are prices, also those of archived products", () =>
      withEmptyStore(async (store) => {
        const { currency, editor } = store.catalog
        expect(await run(currency.code())).toBe("USD")
        for (const code of ["JPY", "KWD", "KWD"]) {
          expect(await run(currency.change(code))).toBe(true)
          expect(await run(currency.code())).toBe(code)
        }
        const { id } = await shopOver(store).product()
        const entry = await run(editor.find(id))
        if (entry === null) throw new Error("the product was not found")
        const archived = Result.getOrThrow(editProduct(entry, { isArchived: true }, LATER))
        if (archived === null) throw new Error("nothing changes")
        await run(editor.recordEdit(archived, { at: LATER, by: null }))
        expect(await run(currency.change("EUR"))).toBe(false)
        expect(await run(currency.code())).toBe("KWD")
      }))
  })
}
