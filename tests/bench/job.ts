import type { Line } from "../support/shop-client.ts"

/** A job of the load generator: the orders to place, in turn and repeatedly, and the buyers. */
export interface Job {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** How long orders are placed before the measurement. */
  readonly warmUpSeconds: number
  readonly maxOrders: number | null
  readonly orders: ReadonlyArray<{ readonly token: string; readonly items: ReadonlyArray<OrderedLine> }>
}

/** A line of an order. `variant` is absent for a product without variants. */
export type OrderedLine = Omit<Line, "variant"> & Partial<Pick<Line, "variant">>

/** The result of a job. */
export interface Measured {
  /** Orders acknowledged in a second. */
  readonly rate: number
  /** Latencies in milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Number of responses per status, including the warm-up. */
  readonly statuses: Readonly<Record<string, number>>
  /** Number of requests without a response. */
  readonly errors: ReadonlyArray<string>
}
