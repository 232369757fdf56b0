import { Cause, Effect, Result } from "effect"
import { mapUseCases } from "../../application/map-use-cases.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import type { UseCases } from "../../application/use-cases.ts"
import type { Instruments } from "./instruments.ts"

/** The use cases whose success is counted as something that happened to an order, and what. */
const orderActions: Readonly<Partial<Record<keyof UseCases, (result: unknown) => string>>> = {
  placeOrder: () => "placed",
  cancelOrder: () => "cancelled",
  changeOrderStatus: (order) =>
    String(typeof order === "object" && order !== null && "status" in order && order.status),
}

/**
 * Returns the use cases with a span in traced requests, and counts orders and refusals. A refusal is an expected result,
 * so its span has no error, but the attribute `shopwright.refusal`. Streams have no span of their own.
 */
export const observedUseCases = (
  { deliverEvents, ...useCases }: UseCases,
  instruments: Pick<Instruments, "order" | "refusal">,
): UseCases => ({
  ...mapUseCases<Omit<UseCases, "deliverEvents">>(useCases, (useCase, name) => {
    const count = counting(name, instruments)
    return (...args) => {
      const end = useCase(...args)
      if (!Effect.isEffect(end)) return end
      const counted = count(end as Effect.Effect<unknown, unknown>)
      return Effect.withFiber((fiber) => (fiber.cache.span === undefined ? counted : traced(name, counted)))
    }
  }),
  deliverEvents,
})

/** Returns a function that counts the end of a use case. It creates no function for each call. */
const counting = (name: string, { order, refusal }: Pick<Instruments, "order" | "refusal">) => {
  const onFailure = (cause: Cause.Cause<unknown>): Effect.Effect<never, unknown> => {
    const error = Cause.findError(cause)
    if (Result.isSuccess(error)) refusal(name, kindOf(error.success))
    return Effect.failCause(cause)
  }
  const action = orderActions[name as keyof UseCases]
  if (action === undefined) return (work: Effect.Effect<unknown, unknown>) => Effect.catchCause(work, onFailure)
  const onSuccess = (result: unknown): Effect.Effect<unknown> => {
    order(action(result))
    return Effect.succeed(result)
  }
  return (work: Effect.Effect<unknown, unknown>) => Effect.matchCauseEffect(work, { onFailure, onSuccess })
}

const traced = (name: string, work: Effect.Effect<unknown, unknown>): Effect.Effect<unknown, unknown> => {
  const inSpan = Effect.matchEffect(work, {
    onSuccess: (value): Ending => Effect.succeed(Result.succeed(value)),
    onFailure: (error): Ending =>
      error instanceof StoreUnavailable
        ? Effect.fail(error)
        : Effect.as(Effect.annotateCurrentSpan("shopwright.refusal", kindOf(error)), Result.fail(error)),
  })
  return Effect.flatMap(Effect.withSpan(inSpan, name, { captureStackTrace: false }), (end) => Effect.fromResult(end))
}

type Ending = Effect.Effect<Result.Result<unknown, unknown>, StoreUnavailable>

const kindOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : "unknown"
