import type { Store } from "../ports.ts"
import type { Shop } from "./shop.ts"

/** What each contract tests: one shared store, and a way to open an empty one. */
export interface Subject {
  readonly store: () => Store
  readonly shop: () => Shop
  /** Passes a new, empty store to the test and closes it. */
  readonly withEmptyStore: (test: (store: Store) => Promise<void>) => Promise<void>
}
