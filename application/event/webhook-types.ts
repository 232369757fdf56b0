import type { ShopEvent } from "../../domain/event/event.ts"

/** The type of each event as webhooks name it. Types never change. */
export const webhookTypes = {
  OrderPlaced: "order.placed",
  OrderStatusChanged: "order.status_changed",
  AccountRegistered: "account.registered",
  AccountErased: "account.erased",
  StockReplenished: "stock.replenished",
  StockCounted: "stock.counted",
  ProductRepriced: "product.repriced",
  ProductEdited: "product.edited",
} as const satisfies { readonly [Tag in ShopEvent["_tag"]]: string }

/** The type of a webhook, such as `order.placed`. */
export type WebhookType = (typeof webhookTypes)[keyof typeof webhookTypes]
