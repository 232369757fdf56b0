import { Data } from "effect"

/** One fault of an imported file: the number of its line, from 1, and a message. */
export interface LineFault {
  readonly line: number
  readonly fault: string
}

/**
 * An export that cannot be loaded. Lists up to 50 faults and counts the rest.
 *
 * @example
 * const loaded = await shop.importShop(exported)
 * if (!loaded.ok && loaded.error._tag === "InvalidExport") console.log(loaded.error.faults.map(({ line }) => line))
 */
export class InvalidExport extends Data.TaggedError("InvalidExport")<{
  readonly faults: ReadonlyArray<LineFault>
  readonly more: number
}> {}

/**
 * The store has records already, so an export cannot be loaded into it.
 *
 * @example
 * const loaded = await shop.importShop(exported)
 * if (!loaded.ok && loaded.error._tag === "ShopNotEmpty") console.log(`There are records of the kind ${loaded.error.kind}.`)
 */
export class ShopNotEmpty extends Data.TaggedError("ShopNotEmpty")<{ readonly kind: string }> {}
