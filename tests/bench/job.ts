import type { Line } from "../support/shop-client.ts"

/** What the load generator is told: who orders what, in turn, from the first again after the last. */
export interface Job {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** How long orders are placed before anything is measured. */
  readonly warmUpSeconds: number
  readonly maxOrders: number | null
  readonly orders: ReadonlyArray<{ readonly token: string; readonly items: ReadonlyArray<OrderedLine> }>
}

/** A line of an order; without a variant for a product that has none. */
export type OrderedLine = Omit<Line, "variant"> & Partial<Pick<Line, "variant">>

/** What it found out. */
export interface Measured {
  /** Orders acknowledged in a second. */
  readonly rate: number
  /** Latencies in milliseconds. */
  readonly p50: number
  readonly p99: number
  /** How often each status was answered, the warm-up included. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests that got no answer. */
  readonly errors: ReadonlyArray<string>
}
