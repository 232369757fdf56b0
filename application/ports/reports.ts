import type { Effect } from "effect"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { OrderStatus } from "../../domain/order/status.ts"

/** A time from its beginning, which belongs to it, to its end, which does not. */
export interface Period {
  readonly starts: Date
  readonly ends: Date
}

/** The orders that were placed in a period and have a status now. */
export interface PeriodSales {
  /** The index of the period. */
  readonly period: number
  readonly status: OrderStatus
  /** A whole number from 1. */
  readonly orders: number
  /** The sum of their totals, in minor units. */
  readonly revenue: number
}

/** A product with what was ordered of it. */
export interface BestSeller {
  readonly product: { readonly id: ProductId; readonly name: string }
  /** The units that were ordered. */
  readonly quantity: number
  /** What they cost, in minor units. */
  readonly revenue: number
}

/** The goods on hand. */
export interface StockValue {
  /** The units on hand, reserved ones included. */
  readonly units: number
  /** The units that open orders hold. */
  readonly reserved: number
  /** The value of the units on hand at the current prices, in minor units. */
  readonly value: number
}

/** Sums of orders and stock. */
export interface Reports {
  /** Returns the orders of each period by status, without those of which there are none. Periods do not overlap. */
  readonly sales: (periods: ReadonlyArray<Period>) => Effect.Effect<ReadonlyArray<PeriodSales>>
  /**
   * Returns the products of which most units were ordered in a period, without cancelled orders. Products with equal
   * quantities are in ascending order of id.
   */
  readonly bestSellers: (period: Period, limit: number) => Effect.Effect<ReadonlyArray<BestSeller>>
  /** Sums up the stock of all products, archived ones included. */
  readonly stockValue: () => Effect.Effect<StockValue>
}
