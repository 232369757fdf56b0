import { type Context, Metric } from "effect"

interface SeriesOptions {
  readonly description: string
  readonly attributes: Readonly<Record<string, string>>
}

// The series are counted in plain numbers and read when metrics are exported. An update of effect's own metrics looks the
// series up in the registry.

/** Adds a counter to the registry. Returns a function that adds one. */
export const addCounter = (context: Context.Context<never>, name: string, options: SeriesOptions): (() => void) => {
  let count = 0
  Metric.registerUnsafe(Metric.counter(name, { ...options, incremental: true }), context, {
    get: () => ({ count, incremental: true }),
    update: () => undefined,
    modify: () => undefined,
  })
  return () => {
    count++
  }
}

/** Adds a histogram to the registry. Boundaries ascend and are inclusive. Returns a function that records a value. */
export const addHistogram = (
  context: Context.Context<never>,
  name: string,
  options: SeriesOptions & { readonly boundaries: ReadonlyArray<number> },
): ((value: number) => void) => {
  const { boundaries } = options
  const counts = new Float64Array(boundaries.length + 1)
  let [count, sum, min, max] = [0, 0, Number.MAX_VALUE, -Number.MAX_VALUE]
  Metric.registerUnsafe(Metric.histogram(name, options), context, {
    get: () => {
      let below = 0
      const buckets = boundaries.map((boundary, i): [number, number] => {
        below += counts[i] ?? 0
        return [boundary, below]
      })
      return { buckets, count, min, max, sum }
    },
    update: () => undefined,
    modify: () => undefined,
  })
  return (value) => {
    let i = 0
    while (i < boundaries.length && value > (boundaries[i] ?? 0)) i++
    counts[i] = (counts[i] ?? 0) + 1
    count++
    sum += value
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
}
