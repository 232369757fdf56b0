import { Data, Effect } from "effect"
import type { CatalogLoader } from "../ports/catalog-loader.ts"
import type { Clock } from "../ports/clock.ts"
import { readCatalog } from "./catalog-file.ts"

/** A catalogue that cannot be loaded: every fault with its place, such as `products[3].price`. */
export class InvalidCatalog extends Data.TaggedError("InvalidCatalog")<{
  readonly faults: ReadonlyArray<{ readonly place: string; readonly fault: string }>
}> {}

export interface ImportCatalogPorts {
  readonly loader: CatalogLoader
  readonly clock: Clock
}

/** Loads a catalogue from parsed JSON, all or nothing; tells how many products are in as it goes. For the operator. */
export type ImportCatalog = (
  catalog: unknown,
  onProgress?: (loaded: number, total: number) => void,
) => Effect.Effect<{ readonly categories: number; readonly products: number }, InvalidCatalog>

export const makeImportCatalog = ({ loader, clock }: ImportCatalogPorts): ImportCatalog =>
  Effect.fnUntraced(function* (file, onProgress) {
    const catalog = yield* Effect.fromResult(readCatalog(file))
    const total = catalog.products.length
    yield* loader.load(catalog, clock.now(), (loaded) => onProgress?.(loaded, total))
    return { categories: catalog.categories.length, products: total }
  })
