import { Context, Metric } from "effect"

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const sizes = [1, 2, 4, 8, 16, 32, 64, 128]

type Attributes = Readonly<Record<string, string>>

/** The name of each metric in Prometheus. In OpenTelemetry, the unit is not a part of the name. */
const prometheusNames: Readonly<Record<string, string>> = {
  "http.server.request.duration": "http_server_request_duration_seconds",
  "shopwright.orders": "shopwright_orders_total",
  "shopwright.refusals": "shopwright_refusals_total",
  "shopwright.outbox.lag": "shopwright_outbox_lag_seconds",
}

/** Returns the name of a metric in Prometheus. */
export const prometheusName = (name: string): string => prometheusNames[name] ?? name.replaceAll(".", "_")

/**
 * The metrics of one process, in a registry of their own. Attributes come from fixed sets, such as the paths of the API
 * and the names of use cases, so that clients cannot create series.
 */
export const makeInstruments = (common: Attributes) => {
  const context = Context.make(Metric.MetricRegistry, new Map()).pipe(
    Context.add(Metric.CurrentMetricAttributes, common),
  )
  const requests = series((attributes) =>
    Metric.histogram("http.server.request.duration", {
      description: "Duration of HTTP requests",
      attributes: { ...attributes, unit: "s" },
      boundaries: seconds,
    }),
  )
  const orders = series((attributes) =>
    Metric.counter("shopwright.orders", {
      description: "Orders that were placed, or changed to another status",
      attributes,
      incremental: true,
    }),
  )
  const refusals = series((attributes) =>
    Metric.counter("shopwright.refusals", { description: "Refused use cases by kind", attributes, incremental: true }),
  )
  const batches = series((attributes) =>
    Metric.histogram("shopwright.batch.size", {
      description: "Calls that shared one round trip to the database",
      attributes,
      boundaries: sizes,
    }),
  )
  return {
    /** Holds the registry, for exporters. */
    context,
    request: (attributes: Attributes, duration: number) => requests(attributes).updateUnsafe(duration, context),
    order: (action: string) => orders({ action }).updateUnsafe(1, context),
    refusal: (useCase: string, kind: string) => refusals({ use_case: useCase, kind }).updateUnsafe(1, context),
    batch: (batch: string, size: number) => batches({ batch }).updateUnsafe(size, context),
    /** Adds a gauge whose value is read when metrics are exported. Returns a function that removes it. */
    gauge: (name: string, description: string, attributes: Attributes, value: () => number): (() => void) => {
      const gauge = Metric.gauge(name, { description, attributes })
      const { remove } = Metric.registerUnsafe(gauge, context, {
        get: () => ({ value: value() }),
        update: () => undefined,
        modify: () => undefined,
      })
      return remove
    },
  }
}

/** The metrics of one process. */
export type Instruments = ReturnType<typeof makeInstruments>

/** Creates the metric of each set of attributes once. */
const series = <M>(make: (attributes: Attributes) => M): ((attributes: Attributes) => M) => {
  const known = new Map<string, M>()
  return (attributes) => {
    const key = Object.values(attributes).join("\n")
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(attributes)
    known.set(key, made)
    return made
  }
}
