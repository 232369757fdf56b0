import { Data } from "effect"

/**
 * The shop's store does not implement an optional group of ports that the use case needs.
 *
 * @example
 * const found = await shop.searchOrders(admin, { limit: 50 })
 * if (!found.ok && found.error._tag === "NotSupported") console.log(`The store has no ${found.error.ports} ports.`)
 */
export class NotSupported extends Data.TaggedError("NotSupported")<{
  readonly ports: "search" | "reports" | "transfer" | "recovery" | "apiKeys" | "erasure" | "guests" | "subscribers"
}> {}
