import type { MetadataRules } from "../../../domain/metadata-rules.ts"
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
  metadata: optional(accepted<MetadataRules>("an object of rules", isObject), {
    scope: "every command",
    about: "schemas or functions that check metadata",
    usual: "any JSON object within the limits",
  }),
}
