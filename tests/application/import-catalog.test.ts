import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { demoCatalog } from "../../adapters/formats/demo-catalog.ts"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { makeImportCatalog } from "../../application/catalog/import-catalog.ts"
import { categories, soap } from "./catalog-files.ts"

describe("importing a catalogue", () => {
  const open = () => {
    const { loader, categories: stored, products } = openInMemory().catalog
    const importCatalog = makeImportCatalog({ loader, clock: { now: () => new Date("2026-01-14T05:07:06Z") } })
    return { importCatalog, loader, stored, products }
  }

  it("loads and counts it, and reports progress", async () => {
    const { importCatalog, stored, products } = open()
    const progress: Array<readonly [number, number]> = []
    const summary = await Effect.runPromise(importCatalog(demoCatalog, (done, total) => progress.push([done, total])))
    expect(summary).toEqual({ categories: 4, products: 12 })
    expect(progress.at(-1)).toEqual([12, 12])
    expect((await Effect.runPromise(stored.list())).map(({ name }) => ({ name }))).toEqual(demoCatalog.categories)
    const loaded = await Effect.runPromise(products.list())
    expect(loaded.map(({ name }) => name)).toEqual(demoCatalog.products.map(({ name }) => name))
    expect(loaded.some(({ variants }) => variants.length === 0)).toBe(true)
  })

  it("reuses the categories that the shop has already", async () => {
    const { importCatalog, stored, products } = open()
    await Effect.runPromise(importCatalog({ categories, products: [soap] }))
    await Effect.runPromise(importCatalog({ categories, products: [soap] }))
    expect((await Effect.runPromise(stored.list())).map(({ name }) => name)).toEqual(["Care", "Wear"])
    const loaded = await Effect.runPromise(products.list())
    expect(loaded.map(({ category }) => category)).toEqual([1, 1])
  })

  it("loads nothing of a catalogue with an error", async () => {
    const { importCatalog, loader } = open()
    const failure = await Effect.runPromise(Effect.flip(importCatalog({ categories, products: [soap, 4] })))
    expect(failure.faults.map(({ place }) => place)).toEqual(["products[1]"])
    expect(await Effect.runPromise(loader.isEmpty())).toBe(true)
  })
})
