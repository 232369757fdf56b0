import type { OrderStatus } from "../../../domain/order/status.ts"

export interface Shelf {
  stock: number
}

export interface StockedProduct {
  readonly id: number
  price: number
  readonly own: Shelf
  readonly variants: ReadonlyArray<{ readonly id: number; readonly shelf: Shelf }>
}

export interface PlacedLine {
  readonly product: StockedProduct
  readonly variant: number | null
  readonly shelf: Shelf
  quantity: number
  price: number
}

/** An amount that an order has besides its lines, in minor units. */
export interface PlacedAdjustment {
  readonly kind: string
  readonly label: string
  readonly amount: number
  readonly isIncluded: boolean
}

export interface PlacedOrder {
  readonly id: number
  readonly user: string
  status: OrderStatus
  readonly lines: ReadonlyArray<PlacedLine>
  readonly adjustments: ReadonlyArray<PlacedAdjustment>
}

/** A refusal with the shop's status code, or with another one. */
export class Refused extends Error {
  readonly status: number | null
  constructor(message: string, status: number | null = null) {
    super(message)
    this.status = status
  }
}

export const nextStatuses: Readonly<Record<OrderStatus, ReadonlyArray<OrderStatus>>> = {
  created: ["paid", "shipped", "cancelled"],
  paid: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
}
