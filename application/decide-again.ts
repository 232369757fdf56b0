import { Effect } from "effect"

/** Far more conflicts in a row than calls run at once. Each conflict means that another call has succeeded. */
const MAX_CONFLICTS = 1000

/**
 * Runs a decision, and runs it again while the store reports that its state has passed. Fails with a defect when that
 * does not end: then the store's reads and writes disagree, as in an adapter with a stale cache.
 */
export const decideAgain = <A, E extends { readonly _tag: string }, Tag extends E["_tag"]>(
  conflict: Tag,
  decision: Effect.Effect<A, E>,
  left = MAX_CONFLICTS,
): Effect.Effect<A, Exclude<E, { readonly _tag: Tag }>> =>
  Effect.catch(decision, (error) => {
    if (!isOther(error, conflict))
      return left > 0
        ? decideAgain<A, E, Tag>(conflict, decision, left - 1)
        : Effect.die(
            new Error(`The store reported ${conflict} ${MAX_CONFLICTS} times in a row: its reads and writes disagree.`),
          )
    return Effect.fail(error)
  })

const isOther = <E extends { readonly _tag: string }, Tag extends string>(
  error: E,
  conflict: Tag,
): error is Exclude<E, { readonly _tag: Tag }> => error._tag !== conflict
