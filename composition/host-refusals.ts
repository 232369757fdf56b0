import type { OrderRefused, StatusChangeRefused } from "../domain/order/errors.ts"

/**
 * The errors of a use case in a shop with the host's policies: their refusals have the types that the policies return. A
 * shop without a policy does not have its error.
 */
export type HostErrors<E, OrderRefusal, StatusRefusal> = E extends OrderRefused
  ? [OrderRefusal] extends [never]
    ? never
    : OrderRefused<OrderRefusal>
  : E extends StatusChangeRefused
    ? [StatusRefusal] extends [never]
      ? never
      : StatusChangeRefused<StatusRefusal>
    : E
