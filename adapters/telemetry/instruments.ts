import { Context, Metric } from "effect"
import { addCounter, addHistogram } from "./series.ts"

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
  const requests = cached((route: string | undefined) =>
    cached((method: string) =>
      cached((status: number | null) => {
        const attributes = { ...requestAttributes(method, route, status), unit: "s" }
        const options = { description: "Duration of HTTP requests", attributes, boundaries: seconds }
        return addHistogram(context, "http.server.request.duration", options)
      }),
    ),
  )
  const orders = cached((action: string) =>
    addCounter(context, "shopwright.orders", {
      description: "Orders that were placed, or changed to another status",
      attributes: { action },
    }),
  )
  const refusals = cached((useCase: string) =>
    cached((kind: string) =>
      addCounter(context, "shopwright.refusals", {
        description: "Refused use cases by kind",
        attributes: { use_case: useCase, kind },
      }),
    ),
  )
  const batches = cached((batch: string) =>
    addHistogram(context, "shopwright.batch.size", {
      description: "Calls that shared one round trip to the database",
      attributes: { batch },
      boundaries: sizes,
    }),
  )
  return {
    /** Holds the registry, for exporters. */
    context,
    /** `duration` is in seconds. `status` is `null` if the client left. */
    request: (method: string, route: string | undefined, status: number | null, duration: number) =>
      requests(route)(method)(status)(duration),
    order: (action: string) => orders(action)(),
    refusal: (useCase: string, kind: string) => refusals(useCase)(kind)(),
    batch: (batch: string, size: number) => batches(batch)(size),
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

/** Returns the attributes of a request. `status` is `null` if the client left. */
export const requestAttributes = (method: string, route: string | undefined, status: number | null): Attributes => ({
  "http.request.method": method,
  ...(route !== undefined && { "http.route": route }),
  ...(status === null ? { "error.type": "client_disconnected" } : { "http.response.status_code": String(status) }),
})

/** Creates the value of each key once. */
const cached = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}
