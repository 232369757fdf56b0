import { Result } from "effect"
import type { CatalogToLoad } from "../ports/catalog-loader.ts"
import { InvalidCatalog } from "./import-catalog.ts"

/** Reads the catalogue format; every fault is told with its place. */
export const readCatalog = (_file: unknown): Result.Result<CatalogToLoad, InvalidCatalog> =>
  Result.fail(new InvalidCatalog({ faults: [{ place: "", fault: "Not a catalogue." }] }))
