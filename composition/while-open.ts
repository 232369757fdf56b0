import type { UseCases } from "../application/use-cases.ts"

/** Throws if the shop is closed, whether or not its store is still reachable. */
export const requireOpen = (isClosed: boolean): void => {
  if (isClosed) throw new Error("This shop is closed.")
}

/** Returns use cases that throw after the shop was closed, before they start any work. */
export const whileOpen = (useCases: UseCases, isClosed: () => boolean): UseCases =>
  // Each name keeps the type of its function. The compiler cannot see that for an object built by name.
  Object.fromEntries(
    Object.entries(useCases).map(([name, useCase]) => [
      name,
      (...args: ReadonlyArray<unknown>) => {
        requireOpen(isClosed())
        return (useCase as (...args: ReadonlyArray<unknown>) => unknown)(...args)
      },
    ]),
  ) as unknown as UseCases
