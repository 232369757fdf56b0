import { Effect } from "effect"
import { delayedStore } from "../../adapters/testing/delayed-store.ts"
import type { Store } from "../../adapters/testing/ports.ts"

/** A store that lets other fibers run, as often as drawn, before every call that moves stock or needs a price. */
export const interleaved = (store: Store, turns: Iterator<number>): Store =>
  delayedStore(store, () => Effect.suspend(() => Effect.replicateEffect(Effect.yieldNow, turns.next().value ?? 0)))
