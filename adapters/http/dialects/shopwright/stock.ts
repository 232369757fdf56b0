import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { ProductId, VariantId } from "../../../../domain/catalog/product.ts"
import { StockItemId } from "../../../../domain/stock/stock-item.ts"
import { MAX_QUANTITY } from "../../../../domain/stock/stock-level.ts"
import { STOCK_REASON_MAX_LENGTH } from "../../../../domain/stock/take-stock.ts"
import { described, id, nullable, object, optional, text, whole } from "../../dialect/json/fields.ts"
import { json, noContent } from "../../dialect/response.ts"
import { idCursor } from "./cursor.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import {
  formatLevel,
  formatLow,
  formatMovement,
  formatStock,
  levelSchema,
  lowSchema,
  movementSchema,
  stockSchema,
} from "./stock-view.ts"

const TAG = "Stock"
const variant = optional(nullable(id(VariantId)), null)
const page = object(pageFields)

/** Returns the endpoints of stock. All are for admins. */
export const stockEndpoints = (
  shop: Pick<
    UseCases,
    "restock" | "takeStock" | "viewStock" | "listLowStock" | "stockHistory" | "setLowStockThreshold"
  >,
): Endpoints => {
  return [
    endpoint({
      method: "POST",
      path: "products/:product/restocks",
      access: "admin",
      body: object({ variant, quantity: whole({ min: 1, max: MAX_QUANTITY }) }),
      docs: {
        id: "restockProduct",
        tag: TAG,
        summary: "Add stock",
        description: "For admins. Without an Idempotency-Key, every request adds the quantity again.",
        calls: ["restock"],
        returns: [{ status: 201, description: "The stock level afterwards.", schema: levelSchema }],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: { variant: 1, quantity: 24 },
      },
      handle: ({ caller, path, body, request }) => {
        const key = keyOf(request)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const command = { ...body, product: ProductId(path.product), idempotencyKey: key.success }
        return Effect.map(shop.restock(caller.account, command), (level) => json(201, formatLevel(level)))
      },
    }),
    endpoint({
      method: "POST",
      path: "products/:product/stock-takes",
      access: "admin",
      body: object({
        variant,
        counted: described(whole({ min: 0, max: MAX_QUANTITY }), { description: "Reserved units are included." }),
        reason: described(optional(text(STOCK_REASON_MAX_LENGTH), ""), { description: "Why the quantity differs." }),
      }),
      docs: {
        id: "takeStock",
        tag: TAG,
        summary: "Set the counted quantity",
        description:
          "For admins. Without an Idempotency-Key, a late retry counts again, and undoes what was shipped in between.",
        calls: ["takeStock"],
        returns: [{ status: 201, description: "The stock level afterwards.", schema: levelSchema }],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: { variant: 1, counted: 22, reason: "Two were damaged" },
      },
      handle: ({ caller, path, body, request }) => {
        const key = keyOf(request)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const command = { ...body, product: ProductId(path.product), idempotencyKey: key.success }
        return Effect.map(shop.takeStock(caller.account, command), (level) => json(201, formatLevel(level)))
      },
    }),
    endpoint({
      method: "PUT",
      path: "products/:product/low-stock-threshold",
      access: "admin",
      body: object({
        variant,
        threshold: described(nullable(whole({ min: 0, max: MAX_QUANTITY })), {
          description: "The quantity at or below which it counts as low. `null` stands for the shop's threshold.",
        }),
      }),
      docs: {
        id: "setLowStockThreshold",
        tag: TAG,
        summary: "Set the threshold for low stock",
        description: "For admins. Of a variant, or of a product without variants.",
        calls: ["setLowStockThreshold"],
        returns: [{ status: 204, description: "The threshold is stored.", schema: null }],
        example: { variant: 1, threshold: 12 },
      },
      handle: ({ caller, path, body }) =>
        Effect.as(shop.setLowStockThreshold(caller.account, { ...body, product: ProductId(path.product) }), noContent),
    }),
    endpoint({
      method: "GET",
      path: "products/:product/stock",
      access: "admin",
      docs: {
        id: "listStock",
        tag: TAG,
        summary: "Show the stock of a product",
        description: "For admins. One level for each variant that is sold, or one of the product, on one page.",
        calls: ["viewStock"],
        returns: [{ status: 200, description: "The levels.", schema: pageSchema("StockPage", stockSchema) }],
      },
      handle: ({ caller, path }) =>
        Effect.map(shop.viewStock(caller.account, ProductId(path.product)), (levels) =>
          json(200, { items: levels.map(formatStock), next: null }),
        ),
    }),
    endpoint({
      method: "GET",
      path: "low-stock",
      access: "admin",
      query: page,
      docs: {
        id: "listLowStock",
        tag: TAG,
        summary: "List what is running out",
        description: "For admins. Items of which no more is available than their threshold, or than the shop's.",
        calls: ["listLowStock"],
        returns: [
          {
            status: 200,
            description: "A page of items.",
            schema: pageSchema("LowStockPage", lowSchema),
            headers: pageHeaders,
          },
        ],
      },
      handle: ({ caller, query: { limit, after }, request }) =>
        Effect.map(
          shop.listLowStock(caller.account, { limit, after: after === undefined ? undefined : StockItemId(after) }),
          ({ items, next }) =>
            pageResponse(request.url, items.map(formatLow), next === null ? null : idCursor.encode(next)),
        ),
    }),
    endpoint({
      method: "GET",
      path: "stock-items/:stockItem/movements",
      access: "admin",
      query: page,
      docs: {
        id: "listStockMovements",
        tag: TAG,
        summary: "Show the history of a stock item",
        description: "For admins. Newest first. An unknown stock item has no movements.",
        calls: ["stockHistory"],
        returns: [
          {
            status: 200,
            description: "A page of movements.",
            schema: pageSchema("StockMovementPage", movementSchema),
            headers: pageHeaders,
          },
        ],
      },
      handle: ({ caller, path, query: { limit, after }, request }) =>
        Effect.map(
          shop.stockHistory(caller.account, { stockItem: StockItemId(path.stockItem), before: after, limit }),
          ({ movements, next }) =>
            pageResponse(request.url, movements.map(formatMovement), next === null ? null : idCursor.encode(next)),
        ),
    }),
  ]
}
