import { Data } from "effect"

/** One fault of a catalogue file: where, such as `products[3].price` (empty for the file as a whole), and what. */
export interface CatalogFault {
  readonly place: string
  readonly fault: string
}

/**
 * A catalogue that cannot be loaded: its faults, at most 50, and how many more there are.
 *
 * @example
 * const loaded = await shop.importCatalog(JSON.parse(typed))
 * if (!loaded.ok && loaded.error._tag === "InvalidCatalog") console.log(loaded.error.faults.map(({ place }) => place))
 */
export class InvalidCatalog extends Data.TaggedError("InvalidCatalog")<{
  readonly faults: ReadonlyArray<CatalogFault>
  readonly more: number
}> {}

/** As many faults as a person reads; a file that is wrong throughout has millions. */
export const MAX_FAULTS = 50
