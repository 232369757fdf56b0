import { onOff, whole } from "./kind.ts"
import { optional, withDefault } from "./setting.ts"

/** The settings of orders. */
export const orderSettings = {
  unpaidOrderTtlSeconds: optional(whole("a whole number of seconds from 1", 1, 999_999_999), {
    variable: "SHOPWRIGHT_UNPAID_ORDER_TTL",
    about: "seconds after which an unpaid order is cancelled and its stock released",
    usual: "no limit",
  }),
  maxUnpaidOrders: optional(whole("a whole number from 1 to 1000000", 1, 1_000_000), {
    variable: "SHOPWRIGHT_MAX_UNPAID_ORDERS",
    about: "the maximum number of unpaid orders of one account; a further order is rejected",
    usual: "no limit",
  }),
  buyersCancel: withDefault(onOff, true, {
    variable: "SHOPWRIGHT_BUYERS_CANCEL",
    about: "on or off: whether buyers may cancel their own unpaid orders",
    usual: "on",
  }),
  guestOrders: withDefault(onOff, false, {
    variable: "SHOPWRIGHT_GUEST_ORDERS",
    about: "on or off: whether people may order without an account",
    usual: "off",
  }),
}
