import { Context, Metric } from "effect"
import { formatUnsafe } from "effect/observability/PrometheusMetrics"
import fc from "fast-check"
import { expect, it } from "vitest"
import { addCounter, addHistogram } from "../../adapters/telemetry/series.ts"

const registry = () => Context.make(Metric.MetricRegistry, new Map())
const boundaries = [0.5, 1, 2.5]
const about = { description: "About", attributes: { queue: "mail" } }

it("counts and records values as effect's own metrics do", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0.5, 0.7, 1, 2, 2.5, 3)), fc.nat(5), (values, calls) => {
      const [ours, theirs] = [registry(), registry()]
      const record = addHistogram(ours, "wait", { ...about, boundaries })
      const add = addCounter(ours, "calls", about)
      const histogram = Metric.histogram("wait", { ...about, boundaries })
      const counter = Metric.counter("calls", { ...about, incremental: true })
      // Registers them, as the others are.
      histogram.valueUnsafe(theirs)
      counter.valueUnsafe(theirs)
      for (const value of values) {
        record(value)
        histogram.updateUnsafe(value, theirs)
      }
      for (let call = 0; call < calls; call++) {
        add()
        counter.updateUnsafe(1, theirs)
      }
      expect(formatUnsafe(ours)).toBe(formatUnsafe(theirs))
      expect(Metric.snapshotUnsafe(ours).map(({ state }) => state)).toEqual(
        Metric.snapshotUnsafe(theirs).map(({ state }) => state),
      )
    }),
  )
})
