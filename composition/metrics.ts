/** What a process needs that serves the metrics of other processes. Loaded on demand. */
export { mergeMetrics, serveMetrics } from "../adapters/telemetry/prometheus.ts"
