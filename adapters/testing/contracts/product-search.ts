import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import {
  type ProductCursor,
  type ProductQuery,
  type ProductSort,
  productSorts,
} from "../../../application/ports/product-search.ts"
import { editProduct, type ProductChanges } from "../../../domain/catalog/edit-product.ts"
import { money } from "../../../domain/catalog/money.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import { compareCodePoints, searchWords, sortName } from "../../../domain/catalog/search-words.ts"
import { contractTestsOf } from "./contract-test.ts"
import { LATER, NO_CATEGORY, NOON, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

const NAMES = ["Olive Soap", "olive-oil", "SOAP dish", "Straße", "straßenlampe", "Ångström 10", "𝔖oap", "ﬁne soap", "Ω"]
const DESCRIPTIONS = ["", "Gives light. For the bath.", '100 % olive; it\'s "fine"', "Ökologisch"]
const TEXTS = [
  "",
  "soap",
  "SO",
  "oli",
  "olive soap",
  "straße",
  "STRASSE",
  "ang",
  "ång",
  "fine",
  "10",
  "100",
  "oil oliv",
  "ω",
  "x",
  "it",
  "%",
]

/** A store that omits the search ports passes. */
export const productSearchContract = ({ withEmptyStore }: Subject): void => {
  describe("product search", () => {
    const it = contractTestsOf("product search")

    it("returns the products that meet every condition, page by page, in every order", () =>
      withEmptyStore(async (store) => {
        const search = store.search?.productSearch
        if (search === undefined) return
        const shop = shopOver(store)
        const categories = [await shop.category(), await shop.category()].map(({ id }) => id)
        const edit = async (id: ProductId, changes: ProductChanges) => {
          const entry = await run(store.catalog.editor.find(id))
          const decided = entry && Result.getOrThrow(editProduct(entry, changes, LATER))
          if (decided) await run(store.catalog.editor.recordEdit(decided, { at: LATER, by: null }))
        }
        const ids: Array<ProductId> = []
        for (const [i, name] of NAMES.entries()) {
          const description = DESCRIPTIONS[i % DESCRIPTIONS.length] ?? ""
          const category = categories[i % 2] ?? NO_CATEGORY
          const details = { name, description, category, price: 100 * (i % 3) }
          const variants = [0, 2].map((stock) => ({ size: "M", color: "red", stock }))
          ids.push((await shop.product(i % 4 === 3 ? { ...details, variants } : { ...details, stock: i % 2 })).id)
        }
        const product = {
          name: "Loaded soap",
          description: "Bath",
          price: 300,
          category: "Loaded",
          stock: 1,
          variants: [],
        }
        const loaded = { categories: ["Loaded"], products: [{ ...product, price: Result.getOrThrow(money(300)) }] }
        await run(store.catalog.loader.load(loaded, { at: NOON, by: null }, () => {}))
        ids.push(...(await run(store.catalog.products.list())).map(({ id }) => id).filter((id) => !ids.includes(id)))
        await run(search.page({ words: ["soap"], isArchived: false, sort: "name", limit: 1 }))
        const [renamed, archived, , withVariants] = ids
        if (renamed === undefined || archived === undefined || withVariants === undefined)
          throw new Error("no products")
        await edit(renamed, { name: "Renamed soap" })
        await edit(archived, { isArchived: true })
        const shirt = await run(store.catalog.editor.find(withVariants))
        await edit(withVariants, { variants: [{ id: shirt?.variants[1]?.id ?? (0 as never), isArchived: true }] })

        const entries: Array<ProductEntry> = []
        for (const id of ids) {
          const entry = await run(store.catalog.editor.find(id))
          if (entry !== null) entries.push(entry)
        }
        const walk = async (query: ProductQuery) => {
          const found: Array<ProductEntry> = []
          for (let after: ProductCursor | undefined; ; ) {
            const page = await run(search.page({ ...query, after }))
            found.push(...page)
            const last = page.at(-1)
            if (page.length < query.limit || last === undefined) return found
            after = { value: sortValueOf(last, query.sort), id: last.id }
          }
        }
        const anyQuery: fc.Arbitrary<ProductQuery> = fc.record({
          words: fc.constantFrom(...TEXTS).map(searchWords),
          category: fc.option(fc.constantFrom(...categories, NO_CATEGORY), { nil: undefined }),
          isAvailable: fc.option(fc.boolean(), { nil: undefined }),
          isArchived: fc.boolean(),
          sort: fc.constantFrom(...productSorts),
          limit: fc.integer({ min: 2, max: 20 }),
        })
        const matches = fc.asyncProperty(anyQuery, async (query) => {
          expect(await walk(query)).toEqual(expected(entries, query))
        })
        await fc.assert(matches, { numRuns: 60 })
      }))
  })
}

const expected = (
  entries: ReadonlyArray<ProductEntry>,
  { words, category, isAvailable, isArchived, sort }: ProductQuery,
): ReadonlyArray<ProductEntry> =>
  entries
    .filter(
      (entry) =>
        entry.isArchived === isArchived &&
        (category ?? entry.category) === entry.category &&
        (isAvailable ?? entry.available > 0) === entry.available > 0 &&
        words.every((prefix) =>
          searchWords(`${entry.name} ${entry.description}`).some((word) => word.startsWith(prefix)),
        ),
    )
    .toSorted((a, b) => {
      const [left, right] = [sortValueOf(a, sort), sortValueOf(b, sort)]
      const byValue = typeof left === "string" ? compareCodePoints(left, String(right)) : left - Number(right)
      return (sort === "newest" || sort === "dearest" ? -byValue : byValue) || a.id - b.id
    })

const sortValueOf = ({ id, name, price }: ProductEntry, sort: ProductSort): number | string => {
  if (sort === "name") return sortName(name)
  return sort === "cheapest" || sort === "dearest" ? price : id
}
