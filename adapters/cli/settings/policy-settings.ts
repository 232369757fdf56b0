import type { Policies } from "../../../domain/order/policies.ts"
import { optional } from "./setting.ts"
import { accepted, isObject } from "./structure.ts"

/** The settings of the host's policies. A configuration file in JavaScript or TypeScript has them. */
export const policySettings = {
  policies: optional(accepted<Policies>("an object of policies", isObject), {
    scope: "every command",
    about: "functions that accept or refuse orders and status changes",
    usual: "the shop's own rules",
  }),
}
