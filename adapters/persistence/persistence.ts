import type { StorePorts } from "../../application/ports/store-ports.ts"
import type { HostTransaction } from "./host.ts"

/** Every port that keeps something, over one store. */
export interface Persistence extends StorePorts {
  /**
   * The same ports on a transaction that the host has begun and will end; one lives no longer than that transaction.
   * Missing where a store has no transactions to join.
   */
  readonly withTransaction?: (transaction: HostTransaction) => Persistence
}
