import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { demoCatalog } from "../../adapters/formats/demo-catalog.ts"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { makeImportCatalog } from "../../application/catalog/import-catalog.ts"
import { AccountId } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import { NotPermitted } from "../../domain/account/errors.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import { categories, soap } from "./catalog-files.ts"
import { errorOf } from "./test-shop.ts"

describe("importing a catalogue", () => {
  const open = () => {
    const store = openInMemory()
    const { loader, categories: stored, products } = store.catalog
    const history = (stockItem: StockItemId | null) => {
      if (stockItem === null || store.search === undefined) throw new Error("there is no stock item to look up")
      return Effect.runPromise(store.search.stockSearch.history({ stockItem, limit: 10 }))
    }
    const importCatalog = makeImportCatalog({ loader, clock: { now: () => new Date("2026-01-14T05:07:06Z") } })
    return { importCatalog, loader, stored, products, history }
  }

  it("loads and counts it, and reports progress", async () => {
    const { importCatalog, stored, products } = open()
    const progress: Array<readonly [number, number]> = []
    const summary = await Effect.runPromise(
      importCatalog(operator, demoCatalog, (done, total) => progress.push([done, total])),
    )
    expect(summary).toEqual({ categories: 4, products: 12 })
    expect(progress.at(-1)).toEqual([12, 12])
    expect((await Effect.runPromise(stored.list())).map(({ name }) => ({ name }))).toEqual(demoCatalog.categories)
    const loaded = await Effect.runPromise(products.list())
    expect(loaded.map(({ name }) => name)).toEqual(demoCatalog.products.map(({ name }) => name))
    expect(loaded.some(({ variants }) => variants.length === 0)).toBe(true)
  })

  it("reuses the categories that the shop has already", async () => {
    const { importCatalog, stored, products } = open()
    await Effect.runPromise(importCatalog(operator, { categories, products: [soap] }))
    await Effect.runPromise(importCatalog(operator, { categories, products: [soap] }))
    expect((await Effect.runPromise(stored.list())).map(({ name }) => name)).toEqual(["Care", "Wear"])
    const loaded = await Effect.runPromise(products.list())
    expect(loaded.map(({ category }) => category)).toEqual([1, 1])
  })

  it("loads nothing of a catalogue with an error", async () => {
    const { importCatalog, loader } = open()
    const failure = await errorOf(importCatalog(operator, { categories, products: [soap, 4] }))
    expect(failure).toMatchObject({ _tag: "InvalidCatalog", faults: [{ place: "products[1]" }] })
    expect(await Effect.runPromise(loader.isEmpty())).toBe(true)
  })

  it("refuses an actor who is no admin, before it reads the catalogue", async () => {
    const { importCatalog, loader } = open()
    const buyer = { id: AccountId(7), username: null, isAdmin: false }
    expect(await errorOf(importCatalog(buyer, "no catalogue"))).toEqual(new NotPermitted())
    expect(await Effect.runPromise(loader.isEmpty())).toBe(true)
  })

  it("names the admin in the stock histories, and no account for the operator", async () => {
    const { importCatalog, products, history } = open()
    const admin = { id: AccountId(7), username: null, isAdmin: true }
    await Effect.runPromise(importCatalog(admin, { categories, products: [soap] }))
    await Effect.runPromise(importCatalog(operator, { categories, products: [soap] }))
    const loaded = await Effect.runPromise(products.list())
    expect(await Promise.all(loaded.map(({ stockItem }) => history(stockItem)))).toMatchObject([
      [{ kind: "restock", by: admin.id }],
      [{ kind: "restock", by: null }],
    ])
  })
})
