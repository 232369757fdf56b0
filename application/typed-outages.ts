import { Cause, Effect, Stream } from "effect"
import { mapUseCases } from "./map-use-cases.ts"
import { StoreUnavailable } from "./ports/store-unavailable.ts"
import { withCallStart } from "./queue-timeout.ts"
import type { UseCases, WrittenUseCases } from "./use-cases.ts"

/**
 * Returns the use cases with the defect {@link StoreUnavailable} of their ports as a typed error. Each Effect is a call
 * that may be rejected because of overload. A stream is not: its client has received a part of it by then.
 */
export const withTypedOutages = ({ deliverEvents, ...useCases }: WrittenUseCases): UseCases => ({
  ...mapUseCases<Omit<UseCases, "deliverEvents">>(useCases, (useCase) => (...args) => {
    const end = useCase(...args) as Effect.Effect<unknown> | Stream.Stream<unknown>
    return Effect.isEffect(end)
      ? typedOutages(withCallStart(end))
      : Stream.catchCause(end, (cause) => Stream.fromEffect(typed(cause)))
  }),
  deliverEvents,
})

const typedOutages = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E | StoreUnavailable> =>
  Effect.catchCause(effect, typed)

/** An interruption and a typed error of the use case take precedence. */
const typed = <E>(cause: Cause.Cause<E>): Effect.Effect<never, E | StoreUnavailable> => {
  const outage = cause.reasons.every(Cause.isDieReason)
    ? cause.reasons.map(({ defect }) => defect).find(isOutage)
    : null
  return outage == null ? Effect.failCause(cause) : Effect.fail(outage)
}

const isOutage = (defect: unknown): defect is StoreUnavailable => defect instanceof StoreUnavailable
