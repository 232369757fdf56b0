import { Context, Effect, Fiber } from "effect"

/**
 * When the running call began, in milliseconds of `performance.now()`. `null` outside a call, for example in a batch that
 * serves many calls.
 */
export const CallStart = Context.Reference<number | null>("shopwright/CallStart", { defaultValue: () => null })

/**
 * Returns the context of a call that begins now and may run several use cases. It extends the empty context: Effect looks
 * up its own services once for all contexts that extend the same one, and again for each that is made anew.
 */
export const callContext = (): Context.Context<never> => Context.add(Context.empty(), CallStart, performance.now())

/** Runs work as a call that begins now. Work inside a call, such as a use case inside a request, belongs to that call. */
export const withCallStart = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.withFiber((fiber) =>
    fiber.getRef(CallStart) === null ? Effect.provideService(work, CallStart, performance.now()) : work,
  )

/** Runs work whose calls are never rejected because they wait. Background work has no client that could retry. */
export const withoutQueueTimeout = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.provideService(work, CallStart, Number.NEGATIVE_INFINITY)

/**
 * Returns the milliseconds for which the running call may still wait before it is rejected because of overload: `seconds`
 * less the time since the call began. `null` means that it is not rejected: it has worked for longer, or no call runs.
 * So a call with several statements is rejected within this time or completed.
 */
export const queueTimeLeft = (seconds: number): number | null => {
  const start = Fiber.getCurrent()?.getRef(CallStart) ?? null
  if (start === null) return null
  const left = start + seconds * 1000 - performance.now()
  return left > 0 ? left : null
}
