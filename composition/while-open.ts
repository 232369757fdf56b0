import type { UseCases } from "../application/use-cases.ts"

/** Throws where a shop was closed: what it does is not to depend on whether its store is still reachable. */
export const requireOpen = (isClosed: boolean): void => {
  if (isClosed) throw new Error("This shop is closed.")
}

/** The same use cases, for as long as the shop is open; called later they throw, before anything is begun. */
export const whileOpen = (useCases: UseCases, isClosed: () => boolean): UseCases =>
  // Each name keeps its own function's type; an object built by name cannot show that.
  Object.fromEntries(
    Object.entries(useCases).map(([name, useCase]) => [
      name,
      (...args: ReadonlyArray<unknown>) => {
        requireOpen(isClosed())
        return (useCase as (...args: ReadonlyArray<unknown>) => unknown)(...args)
      },
    ]),
  ) as unknown as UseCases
