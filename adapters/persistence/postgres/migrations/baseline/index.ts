import { catalog } from "./catalog.ts"
import { identity } from "./identity.ts"
import { orders } from "./orders.ts"
import { outbox } from "./outbox.ts"
import { stock } from "./stock.ts"

/** The last version that the baseline contains. */
export const BASELINE_VERSION = "0024-account-search"

/**
 * Returns the statements that create the tables of {@link BASELINE_VERSION} in an empty schema. New databases run them
 * instead of the migrations up to that version, and then the later migrations. A test compares both ways.
 */
export const baseline = (s: string): ReadonlyArray<string> => [
  ...identity(s),
  ...catalog(s),
  ...stock(s),
  ...orders(s),
  ...outbox(s),
]
