import { Effect } from "effect"
import { mapUseCases } from "../application/map-use-cases.ts"

/** Throws if the shop is closed, whether or not its store is still reachable. */
export const requireOpen = (isClosed: boolean): void => {
  if (isClosed) throw new Error("This shop is closed.")
}

/** The use cases of a shop that can be closed. */
export interface OpenUseCases {
  /** Returns use cases that throw after `close`, before they start any work. */
  readonly whileOpen: <Offered extends object>(useCases: Offered) => Offered
  /** Accepts no more calls, and resolves when the running ones have ended. Streams are not waited for. */
  readonly close: () => Promise<void>
}

export const makeOpenUseCases = (): OpenUseCases => {
  const ended = Promise.withResolvers<void>()
  let isClosed = false
  let running = 0
  const end = Effect.sync(() => {
    running--
    if (isClosed && running === 0) ended.resolve()
  })
  const counted = (work: Effect.Effect<unknown, unknown>) =>
    Effect.suspend(() => {
      requireOpen(isClosed)
      running++
      return Effect.ensuring(work, end)
    })
  return {
    whileOpen: (useCases) =>
      mapUseCases(useCases, (useCase) => (...args) => {
        requireOpen(isClosed)
        const work = useCase(...args)
        return Effect.isEffect(work) ? counted(work as Effect.Effect<unknown, unknown>) : work
      }),
    close: () => {
      isClosed = true
      if (running === 0) ended.resolve()
      return ended.promise
    },
  }
}
