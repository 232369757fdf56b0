import fc from "fast-check"

/** Every example writes to a database, so there are few. */
const RUNS = 10

/**
 * Runs a test with generated values, after the given ones. The shortest failing value is part of the error. The examples
 * of one test share a store.
 */
export const forAll = <Value>(
  values: fc.Arbitrary<Value>,
  test: (value: Value) => Promise<void>,
  first: ReadonlyArray<Value> = [],
): Promise<void> =>
  fc.assert(fc.asyncProperty(values, test), {
    numRuns: RUNS + first.length,
    examples: first.map((value): [Value] => [value]),
  })
