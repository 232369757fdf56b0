import type { HostTransaction } from "shopwright"

/** What a test does in one transaction of a database layer. */
export interface InTransaction {
  /** What `withTransaction` is given. */
  readonly transaction: HostTransaction
  /** Inserts a row of the host's table `invoice` in the same transaction. */
  readonly note: (text: string) => Promise<unknown>
}

/** A database layer: runs work in a transaction, which is rolled back when the work throws. */
export interface Layer {
  readonly run: (work: (inside: InTransaction) => Promise<void>) => Promise<void>
  readonly close: () => Promise<unknown>
}
