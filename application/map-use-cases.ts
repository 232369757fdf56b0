/** A use case, whatever its arguments and its result are. */
export type AnyUseCase = (...args: ReadonlyArray<unknown>) => unknown

/**
 * Returns what `change` makes of each use case, under the same name. `Offered` is the type of the result: each name keeps
 * its own arguments and errors, which the compiler cannot see for an object that is built by name.
 */
export const mapUseCases = <Offered>(
  useCases: object,
  change: (useCase: AnyUseCase, name: string) => AnyUseCase,
): Offered =>
  Object.fromEntries(
    Object.entries(useCases).map(([name, useCase]) => [name, change(useCase, name)]),
  ) as unknown as Offered
