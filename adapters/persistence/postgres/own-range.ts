import type { BuyerOrder, OrderRange } from "../../../application/ports/orders.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import type { OrderId } from "../../../domain/order/order.ts"

export type Page = ReadonlyArray<BuyerOrder>

/** A range of one account's orders. */
export type OwnRange = OrderRange & { readonly owner: AccountId; readonly after: OrderId }
