import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { Currency } from "../../domain/catalog/currency.ts"
import type { MetadataRules } from "../../domain/metadata-rules.ts"
import type { CatalogLoader } from "../ports/catalog-loader.ts"
import type { Clock } from "../ports/clock.ts"
import { readCatalog } from "./catalog-file.ts"
import type { InvalidCatalog } from "./invalid-catalog.ts"

export interface ImportCatalogPorts {
  readonly loader: CatalogLoader
  readonly clock: Clock
  /** The currency of the prices. Defaults to USD. */
  readonly currency?: Currency
  readonly metadata?: MetadataRules | undefined
}

/**
 * Loads a catalogue from parsed JSON, all or nothing, and reports how many products are loaded. Admins only. The
 * stock histories name the actor.
 */
export type ImportCatalog = (
  actor: Manager,
  catalog: unknown,
  onProgress?: (loaded: number, total: number) => void,
) => Effect.Effect<{ readonly categories: number; readonly products: number }, NotPermitted | InvalidCatalog>

export const makeImportCatalog = ({ loader, clock, currency, metadata }: ImportCatalogPorts): ImportCatalog =>
  Effect.fnUntraced(function* (actor, file, onProgress) {
    yield* Effect.fromResult(requireAdmin(actor))
    const catalog = yield* Effect.fromResult(readCatalog(file, currency, metadata))
    const total = catalog.products.length
    yield* loader.load(catalog, { at: clock.now(), by: actor.id }, (loaded) => onProgress?.(loaded, total))
    return { categories: catalog.categories.length, products: total }
  })
