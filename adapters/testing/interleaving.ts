import { Effect } from "effect"
import fc from "fast-check"
import { delayedStore } from "./delayed-store.ts"
import type { ShopDriver } from "./driver.ts"
import type { Store } from "./ports.ts"

/** Delays a call of a store. The call continues when the promise resolves. */
export type Turns = (call: string) => Promise<unknown>

/** Returns a store whose calls wait for their turn while a law is checked, and otherwise do not wait. */
export const interleavedStore = (
  store: Store,
): Required<Pick<ShopDriver, "interleave">> & { readonly store: Store } => {
  let turns: Turns | null = null
  const wait = (call: string) =>
    Effect.suspend(() => {
      const next = turns
      return next === null ? Effect.void : Effect.promise(() => next(call))
    })
  return {
    store: delayedStore(store, wait),
    interleave: (given) => {
      turns = given
    },
  }
}

/** An example, and the seed of its interleaving. `null` leaves the sequence of calls to the shop. */
export interface Scheduled<Example> {
  readonly example: Example
  readonly interleaving: number | null
}

const MAX_SEED = 2 ** 31 - 1

/** Generates interleavings for shops that support them. Examples shrink, with the interleaving of the same seed. */
export const withInterleaving = <Example>(
  { interleave }: ShopDriver,
  examples: fc.Arbitrary<Example>,
): fc.Arbitrary<Scheduled<Example>> =>
  interleave === undefined
    ? examples.map((example) => ({ example, interleaving: null }))
    : fc.record({ example: examples, interleaving: fc.noShrink(fc.nat(MAX_SEED)) })

/** A simpler example with the interleaving that failed, and with a few others, because fewer calls take other turns. */
export const simplerSchedules = <Example>(
  example: Example,
  interleaving: number | null,
): ReadonlyArray<Scheduled<Example>> =>
  (interleaving === null ? [null] : [interleaving, 0, 1, 2, 3]).map((seed) => ({ example, interleaving: seed }))

/** Runs an example whose calls take the turns that a scheduler gives them. */
export const runScheduled = async <A>(
  { interleave }: ShopDriver,
  interleaving: number | null,
  run: () => Promise<A>,
): Promise<A> => {
  if (interleaving === null || interleave === undefined) return run()
  // A scheduler can give its turns only once, so every execution creates one from the seed.
  const [turns] = fc.sample(fc.scheduler(), { seed: interleaving, numRuns: 1 })
  if (turns === undefined) return run()
  interleave((call) => turns.schedule(Promise.resolve(), call))
  try {
    return await turns.waitFor(run())
  } finally {
    interleave(null)
  }
}
