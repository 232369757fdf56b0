import type { Store } from "../../application/ports/store-ports.ts"
import type { Backups } from "./backups.ts"
import type { HostTransaction } from "./host.ts"

/** An open store of an adapter for persistence. */
export interface Persistence extends Store {
  /**
   * Returns the same ports in a transaction that the host began and will end. They are valid until that transaction
   * ends. Undefined if the store does not support this.
   */
  readonly withTransaction?: (transaction: HostTransaction) => Persistence
  /** Backups of an embedded database. Undefined for other stores. */
  readonly backups?: Backups
}
