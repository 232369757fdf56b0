import type { Store } from "../ports.ts"
import type { Shop } from "./shop.ts"

/** What each contract tests: one shared store, and a way to open an empty one. */
export interface Subject {
  readonly store: () => Store
  readonly shop: () => Shop
  /** Opens the data of an open store a second time. `null` for adapters that cannot. */
  readonly openAgain: ((store: Store) => Promise<Store>) | null
  /** Passes a new, empty store to the test and closes it. */
  readonly withEmptyStore: (test: (store: Store) => Promise<void>) => Promise<void>
}
