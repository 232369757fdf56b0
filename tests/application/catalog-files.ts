import { Result } from "effect"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import type { CatalogFault } from "../../application/catalog/invalid-catalog.ts"

export const soap = { name: "Soap", description: "", price: 3, category: "Care", stock: 7 }
export const shirt = { name: "Shirt", description: "Linen", price: "19.50", category: "Wear" }
export const variant = { size: "M", color: "Sand", stock: 4 }
export const categories = [{ name: "Care" }, { name: "Wear" }]

/** The errors of a catalogue file; none for a valid one. */
export const faultsOf = (file: unknown): ReadonlyArray<CatalogFault> => {
  const result = readCatalog(file)
  return Result.isFailure(result) ? result.failure.faults : []
}
