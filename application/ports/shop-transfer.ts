import type { Effect } from "effect"
import type { InvalidExport, ShopNotEmpty } from "../transfer/errors.ts"
import type { ExportKind } from "../transfer/export-format.ts"

/** Consecutive records of one kind that have the same fields, as JSON lines without line breaks. */
export interface ExportBatch {
  readonly kind: ExportKind
  readonly fields: ReadonlyArray<string>
  /** Each line is an object with one key, the kind: `{"category":{"id":1,"name":"Care"}}`. */
  readonly lines: ReadonlyArray<string>
  /** The number of the first line in the file, from 1. */
  readonly firstLine: number
}

/** Copies a whole shop out of a store, and into an empty one. */
export interface ShopTransfer {
  /**
   * Calls `write` with all records, in the order of `exportFormat` and by key within a kind. They are of one moment,
   * while the shop may be in use. Waits for each `write`, so memory does not depend on the size of the shop.
   */
  readonly read: (write: (batch: Omit<ExportBatch, "firstLine" | "fields">) => Promise<void>) => Effect.Effect<void>
  /**
   * Adds all batches to an empty store, or nothing. A failure while the batches are read loads nothing either. Ids that
   * are assigned afterwards follow the loaded ones. Rejects records that contradict others, with their lines: stock levels
   * that differ from movements and open orders, lines of orders and levels that differ from their stock items, steps that
   * differ from their orders, totals below 0, and events beyond the outbox or the version of their subject.
   */
  readonly load: (batches: AsyncIterable<ExportBatch>) => Effect.Effect<void, ShopNotEmpty | InvalidExport>
}
