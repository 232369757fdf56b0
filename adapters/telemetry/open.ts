import type { Tracer } from "effect"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import type { StoreHealth } from "../../application/ports/store-health.ts"
import type { UseCases } from "../../application/use-cases.ts"
import { watchBacklogs } from "./backlogs.ts"
import { type Collector, startExport } from "./exporting.ts"
import { type Instruments, makeInstruments, prometheusName } from "./instruments.ts"
import { type MetricsServer, serveMetrics } from "./prometheus.ts"
import { makeRequestObserver } from "./requests.ts"
import { makeStoreObserver } from "./statements.ts"
import { observedUseCases } from "./use-cases.ts"

export interface OpenedTelemetry {
  /** Undefined if nothing is sent. Metrics can be scraped nevertheless. */
  readonly collector: Collector | undefined
  readonly sampleRatio: number
  /** Where Prometheus finds the metrics. Undefined serves none. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  /** Attributes of all metrics, such as the number of a worker. */
  readonly attributes: Readonly<Record<string, string>>
}

/** How often the backlogs of subscribers are read for OTLP, in milliseconds. A scrape reads them as well. */
const BACKLOG_INTERVAL_MS = 10_000

/** Starts telemetry. */
export const startTelemetry = async ({ collector, sampleRatio, metrics, attributes }: OpenedTelemetry) => {
  const instruments = makeInstruments(attributes)
  const exporting = collector === undefined ? undefined : await startExport(collector, instruments.context)
  const backlogs = new Set<() => Promise<void>>()
  const refresh = async (): Promise<void> => {
    await Promise.all([...backlogs].map((read) => read()))
  }
  const timer = setInterval(() => void refresh(), BACKLOG_INTERVAL_MS).unref()
  const readMetrics = async (): Promise<string> => {
    await refresh()
    return PrometheusMetrics.formatUnsafe(instruments.context, { metricNameMapper: prometheusName })
  }
  let server: MetricsServer | undefined
  try {
    server = metrics === undefined ? undefined : await serveMetrics(readMetrics, metrics)
  } catch (error) {
    clearInterval(timer)
    await exporting?.close()
    throw error
  }
  return {
    requests: makeRequestObserver({ instruments, tracer: exporting?.tracer, sampleRatio }),
    /** The metrics in the format of Prometheus. */
    readMetrics,
    /** The URL for Prometheus, or `null`. */
    metricsUrl: server?.url ?? null,
    /** Observes one shop. */
    observeShop: () => observeShop(instruments, exporting?.tracer, backlogs),
    close: async (): Promise<void> => {
      clearInterval(timer)
      await server?.close()
      await exporting?.close()
    },
  }
}

const observeShop = (
  instruments: Instruments,
  tracer: Tracer.Tracer | undefined,
  backlogs: Set<() => Promise<void>>,
) => {
  const store = makeStoreObserver(instruments, tracer)
  const ends: Array<() => void> = [store.end]
  return {
    store,
    useCases: (useCases: UseCases): UseCases => observedUseCases(useCases, instruments),
    /** Adds gauges for the backlogs of subscribers. */
    backlog: ({ backlog }: StoreHealth): void => {
      if (backlog === undefined) return
      const watch = watchBacklogs(instruments, backlog)
      backlogs.add(watch.refresh)
      ends.push(() => backlogs.delete(watch.refresh), watch.end)
    },
    end: (): void => {
      for (const end of ends) end()
    },
  }
}
