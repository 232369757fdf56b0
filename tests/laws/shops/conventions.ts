import { ecommerceBackend, type HttpMapping } from "../../../adapters/testing/drivers/http-mapping.ts"

/** How a correct shop differs from others. */
export interface Conventions {
  /** The status code of a refusal. */
  readonly refusal: 400 | 409 | 422
  /** Milliseconds before a response. */
  readonly delay: number
  readonly ids: "numbers" | "texts"
  readonly prices: "numbers" | "texts" | "minor units"
  /** The size of the pages of an order list, or `null` for a list in one piece. */
  readonly pageSize: number | null
  /** Whether setting the current status again is refused. */
  readonly refusesSameStatus: boolean
  /** Every how many requests one gets a 429 with `Retry-After: 0`, or `null`. */
  readonly limitsEvery: number | null
  readonly authorization: "Token" | "Bearer"
  /** Whether orders have a discount, shipping and an included tax. */
  readonly adjusts: boolean
  /** Whether `placed`, `dispatched` and so on are the names of the statuses. */
  readonly ownStatusNames: boolean
  /** Whether the shop accepts an order that stock allows. */
  readonly accepts: (order: { readonly pieces: number; readonly earlierOrders: number }) => boolean
}

export const usual: Conventions = {
  refusal: 400,
  delay: 0,
  ids: "numbers",
  prices: "numbers",
  pageSize: null,
  refusesSameStatus: false,
  limitsEvery: null,
  authorization: "Token",
  adjusts: false,
  ownStatusNames: false,
  accepts: () => true,
}

/** Eleven correct shops. */
export const correctShops: Readonly<Record<string, Conventions>> = {
  "as the document": usual,
  slow: { ...usual, delay: 1 },
  "409 for refusals": { ...usual, refusal: 409 },
  "422 for refusals": { ...usual, refusal: 422 },
  "UUIDs as ids": { ...usual, ids: "texts" },
  "decimal texts as prices": { ...usual, prices: "texts" },
  "minor units": { ...usual, prices: "minor units" },
  "pages of three": { ...usual, pageSize: 3 },
  "discounts, shipping and taxes": { ...usual, adjusts: true },
  "limits the rate of requests": { ...usual, limitsEvery: 7 },
  "own names": { ...usual, authorization: "Bearer", ownStatusNames: true, refusesSameStatus: true, refusal: 422 },
}

const ownNames = {
  created: "placed",
  paid: "settled",
  shipped: "dispatched",
  delivered: "received",
  cancelled: "void",
} as const

/** The mapping that a user of the kit would write for a shop. */
export const mappingOf = (conventions: Conventions): HttpMapping => ({
  ...ecommerceBackend,
  authorization: `${conventions.authorization} {token}`,
  fields: {
    ...ecommerceBackend.fields,
    total: "total",
    adjustments: conventions.adjusts ? "extras" : null,
    adjustmentIncluded: "included",
    list: conventions.pageSize === null ? null : "results",
  },
  requests: {
    ...ecommerceBackend.requests,
    products: "GET products/",
  },
  statuses: conventions.ownStatusNames ? ownNames : ecommerceBackend.statuses,
  minorUnits: conventions.prices === "minor units" ? 1 : 100,
})
