import { mapUseCases } from "../application/map-use-cases.ts"

/** Throws if the shop is closed, whether or not its store is still reachable. */
export const requireOpen = (isClosed: boolean): void => {
  if (isClosed) throw new Error("This shop is closed.")
}

/** Returns use cases that throw after the shop was closed, before they start any work. */
export const whileOpen = <Offered extends object>(useCases: Offered, isClosed: () => boolean): Offered =>
  mapUseCases<Offered>(useCases, (useCase) => (...args) => {
    requireOpen(isClosed())
    return useCase(...args)
  })
