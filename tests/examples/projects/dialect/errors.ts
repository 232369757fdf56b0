import { type ErrorResponses, type ErrorsOf, type HttpResponse, withOutageWarning } from "shopwright/dialect"
import { failed } from "./format.ts"

/** The errors of the use cases that this API calls. */
export type StorefrontErrors = ErrorsOf<"placeOrder" | "viewOrder" | "cancelOrder">

const retryLater = (seconds: number): HttpResponse =>
  failed(503, "Please try again.", { headers: { "Retry-After": String(seconds) } })

const notYours = failed(404, "You have no such order.")

/** One response for each error. This does not compile while an error has none. */
export const errorResponses = {
  EmptyOrder: () => failed(400, "The basket is empty.", { at: ["/basket"] }),
  InvalidQuantity: ({ line }) => failed(400, "This quantity is not sold.", { at: [`/basket/${line}/count`] }),
  InvalidField: ({ field }) => failed(400, "This value is not allowed.", { at: [`/${field}`] }),
  UnknownItem: ({ line }) => failed(400, "This item is not sold.", { at: [`/basket/${line}/sku`] }),
  InsufficientStock: ({ lines, available }) =>
    failed(409, `Only ${available} are left.`, { at: lines.map((line) => `/basket/${line}/count`) }),
  OrderTooLarge: () => failed(400, "The basket is too large."),
  TooManyUnpaidOrders: () => failed(409, "Please pay your other orders first."),
  OrderRefused: () => failed(409, "We cannot accept this order."),
  IdempotencyKeyReused: () => failed(422, "The key belongs to another order."),
  OrdersBusy: ({ retryAfterSeconds }) => retryLater(retryAfterSeconds),
  UnknownOrder: () => notYours,
  NotPermitted: () => failed(409, "This order cannot be cancelled any more."),
  IllegalStatusChange: () => failed(409, "This order cannot be cancelled any more."),
  StatusChangeRefused: () => failed(409, "This order cannot be cancelled any more."),
  UnknownAccount: () => failed(401, "Please sign in."),
  // The reason is for the server's log only.
  StoreUnavailable: (error) => withOutageWarning(retryLater(error.retryAfterSeconds), error),
} satisfies ErrorResponses<StorefrontErrors>
