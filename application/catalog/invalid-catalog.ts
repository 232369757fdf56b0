import { Data } from "effect"

/**
 * One fault of a catalogue file: its position, such as `products[3].price` (empty for the whole file), and a message.
 */
export interface CatalogFault {
  readonly place: string
  readonly fault: string
}

/**
 * A catalogue that cannot be loaded. Lists up to 50 faults and counts the rest.
 *
 * @example
 * const loaded = await shop.importCatalog(admin, JSON.parse(typed))
 * if (!loaded.ok && loaded.error._tag === "InvalidCatalog") console.log(loaded.error.faults.map(({ place }) => place))
 */
export class InvalidCatalog extends Data.TaggedError("InvalidCatalog")<{
  readonly faults: ReadonlyArray<CatalogFault>
  readonly more: number
}> {}

/** The number of faults that a person can read. A file that is wrong throughout has millions. */
export const MAX_FAULTS = 50
