/** An example that breaks a law, with its error. */
export interface Failing<Example> {
  readonly example: Example
  readonly error: unknown
  /** The number of accepted simplifications. */
  readonly steps: number
}

const MAX_ATTEMPTS = 200

/**
 * Continues where fast-check stops: replaces a failing example by the first simpler one that fails too, until none does.
 * Tries at most 200 examples.
 */
export const simplify = async <Example>(
  example: Example,
  error: unknown,
  simpler: (example: Example) => Iterable<Example>,
  execute: (example: Example) => Promise<void>,
): Promise<Failing<Example>> => {
  let least: Failing<Example> = { example, error, steps: 0 }
  let attempts = 0
  const improve = async (): Promise<boolean> => {
    for (const candidate of simpler(least.example)) {
      if (attempts === MAX_ATTEMPTS) return false
      attempts += 1
      const failure = await failureOf(() => execute(candidate))
      if (failure === null) continue
      least = { example: candidate, error: failure.error, steps: least.steps + 1 }
      return true
    }
    return false
  }
  while (await improve());
  return least
}

const failureOf = async (run: () => Promise<void>): Promise<{ readonly error: unknown } | null> => {
  try {
    await run()
    return null
  } catch (error) {
    return { error }
  }
}
