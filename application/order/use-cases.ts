import type { In, Style } from "../use-case-style.ts"
import type { CancelOrder } from "./cancel-order.ts"
import type { ChangeOrderMetadata } from "./change-order-metadata.ts"
import type { ChangeOrderStatus } from "./change-order-status.ts"
import type { ClaimGuestOrders } from "./claim-guest-orders.ts"
import type { ExpireOrders } from "./expire-orders.ts"
import type { ExportOrders } from "./export-orders.ts"
import type { ListOrders, StreamOrders } from "./list-orders.ts"
import type { NoteOrder } from "./note-order.ts"
import type { PageOrders } from "./page-orders.ts"
import type { PlaceGuestOrder } from "./place-guest-order.ts"
import type { PlaceOrder } from "./place-order.ts"
import type { SearchOrders } from "./search-orders.ts"
import type { ViewOrder } from "./view-order.ts"

/** Orders. See `UseCasesIn`. */
export interface OrderUseCases<S extends Style> {
  /**
   * Places an order at the current prices and reserves its stock, or changes nothing.
   *
   * @example
   * const placed = await shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 2 }] })
   * console.log(placed.ok ? placed.value.id : placed.error._tag)
   */
  readonly placeOrder: In<S, PlaceOrder>
  /**
   * Places an order for a person without an account, in a shop with `guestOrders`. A refused order stores no guest.
   *
   * @example
   * const guest = { email: "mia@example.com", firstName: "Mia", lastName: "Chen" }
   * const delivery = { address: "1 Park Street", phone: "+919876543210" }
   * const placed = await shop.placeGuestOrder({ guest, lines: [{ product: soap.id, quantity: 2 }], delivery })
   */
  readonly placeGuestOrder: In<S, PlaceGuestOrder>
  /**
   * Links the guests with the actor's verified e-mail address to the actor's account, which sees their orders from then
   * on. The orders stay as they are. Returns how many guests were linked.
   *
   * @example
   * const claimed = await shop.claimGuestOrders(buyer)
   * if (claimed.ok) console.log(claimed.value.guests)
   */
  readonly claimGuestOrders: In<S, ClaimGuestOrders>
  /**
   * Lists the orders that the actor may see, in ascending order of id: the first part at once, the rest as a stream.
   */
  readonly listOrders: In<S, ListOrders>
  /**
   * Streams the actor's orders (all orders for an admin), in ascending order of id, without a limit on their number.
   *
   * @example
   * for await (const order of shop.streamOrders(buyer, { statuses: ["created"] })) console.log(order.id)
   */
  readonly streamOrders: In<S, StreamOrders>
  /**
   * Returns one page of the orders that the actor may see, in ascending order of id. `next` is the start of the next
   * page, or `null` on the last page.
   *
   * @example
   * const { orders, next } = await shop.pageOrders(buyer, { limit: 50 })
   * if (next !== null) await shop.pageOrders(buyer, { limit: 50, after: next })
   */
  readonly pageOrders: In<S, PageOrders>
  /**
   * Returns one page of the orders that the actor may see, newest first or oldest first. Filters by status, buyer,
   * product and time of placing. `next` is the cursor of the next page, or `null` on the last page.
   *
   * @example
   * const found = await shop.searchOrders(admin, { statuses: ["paid"], sort: "oldest", limit: 50 })
   * if (found.ok) console.log(found.value.orders.length, found.value.next)
   */
  readonly searchOrders: In<S, SearchOrders>
  /**
   * Returns all orders that meet the conditions, newest or oldest first, without a limit on their number. Memory does
   * not depend on it. Admins only.
   *
   * @example
   * const exported = await shop.exportOrders(admin, { statuses: ["delivered"], sort: "oldest" })
   * if (exported.ok) for await (const order of exported.value) console.log(order.id)
   */
  readonly exportOrders: In<S, ExportOrders>
  /**
   * Returns an order with its history. Buyers see their own orders, admins all orders. Only admins see the shop's note.
   *
   * @example
   * const seen = await shop.viewOrder(buyer, order.id)
   * if (seen.ok) for (const { status, at } of seen.value.steps) console.log(status, at)
   */
  readonly viewOrder: In<S, ViewOrder>
  /**
   * Replaces the shop's note about an order. Buyers do not see it. Admins only. With `from`, the note that was read, it
   * fails if another admin has changed the note since.
   *
   * @example
   * const seen = await shop.viewOrder(admin, order.id)
   * const from = seen.ok ? (seen.value.note ?? "") : ""
   * const noted = await shop.noteOrder(admin, { order: order.id, note: "Ring twice", from })
   * if (!noted.ok) console.log(noted.error._tag)
   */
  readonly noteOrder: In<S, NoteOrder>
  /**
   * Replaces the metadata of an order. `null` removes it. Admins only. With `from`, the metadata that was read, it fails if
   * the metadata has changed since.
   *
   * @example
   * const { metadata: from } = order
   * const changed = await shop.changeOrderMetadata(admin, { order: order.id, metadata: { ...from, parcel: 2 }, from })
   * if (!changed.ok) console.log(changed.error._tag)
   */
  readonly changeOrderMetadata: In<S, ChangeOrderMetadata>
  /**
   * Cancels an order and releases its stock. The history keeps the reason, which buyers see. Buyers may cancel their own orders while these are `created`, if the option
   * `buyersCancel` is on. Admins may cancel every order that is not shipped.
   *
   * @example
   * const cancelled = await shop.cancelOrder(buyer, order.id, "Ordered twice")
   * if (!cancelled.ok) console.log(cancelled.error._tag)
   */
  readonly cancelOrder: In<S, CancelOrder>
  /**
   * Changes the status of an order and moves its stock accordingly. Admins only.
   *
   * @example
   * const changed = await shop.changeOrderStatus(admin, { order: order.id, status: "paid" })
   * if (!changed.ok) console.log(changed.error._tag)
   */
  readonly changeOrderStatus: In<S, ChangeOrderStatus>
  /** Cancels a bounded number of orders that have been unpaid for longer than `ttlSeconds`. For the operator. */
  readonly expireOrders: In<S, ExpireOrders>
}
