import { Effect, Result } from "effect"
import type { ProductCursor } from "../../../application/ports/product-search.ts"
import { ruleMessage } from "../../../application/rule-message.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import { operator } from "../../../domain/account/actor.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import { UnknownItem } from "../../../domain/order/errors.ts"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"
import { UsageError } from "../failure.ts"
import { type Action, type Arguments, asCommand } from "./action.ts"
import { flagOf, idOf, positionalsOf, wholeNumber } from "./arguments.ts"
import type { CommandGroup } from "./group.ts"
import { done, listed } from "./output.ts"
import { limitFlag, limitOf, type Range, readPages } from "./pages.ts"
import { itemFormat, levelOutput, lowFormat, movementFormat, stockItems } from "./stock-output.ts"

const variantFlag = { name: "variant", value: "ID", about: "the variant, if the product is sold by variant" }

/** Reads the product and the variant that an action names. */
const itemOf = (call: Pick<Arguments, "value">, product: string) => ({
  product: idOf(product, "PRODUCT", ProductId),
  variant: flagOf(call, "variant", (text, what) => idOf(text, what, VariantId)) ?? null,
})

const list: Action = {
  summary: "list stock items and what is available of each",
  synopsis: "",
  about: `Lists what is sold, in the order of the products: each variant, and each product without variants. With --low,
lists only items of which little is available, with their thresholds.`,
  flags: [{ name: "low", about: "only items at or below their threshold, or SHOPWRIGHT_LOW_STOCK" }, limitFlag],
  read: (call) => {
    positionalsOf(call, [])
    const limit = limitOf(call)
    return (shop) =>
      call.has("low")
        ? Effect.map(
            readPages(limit, (range: Range<StockItemId>) => shop.listLowStock(operator, range)),
            (found) => listed(found, lowFormat),
          )
        : Effect.map(
            readPages(limit, (range: Range<ProductCursor>) =>
              Effect.map(shop.searchProducts(operator, { sort: "oldest", ...range }), ({ products, next }) => ({
                items: products,
                next,
              })),
            ),
            ({ items, hasMore }) => {
              const all = items.flatMap(stockItems)
              return listed({ items: all.slice(0, limit), hasMore: hasMore || all.length > limit }, itemFormat)
            },
          )
  },
}

const show: Action = {
  summary: "show the history of a stock item, newest first",
  synopsis: " PRODUCT",
  about: "Shows the changes of the quantity on hand: when, by whom, why, and for which order.",
  flags: [variantFlag, limitFlag],
  read: (call) => {
    const [product] = positionalsOf(call, ["PRODUCT"])
    const [item, limit] = [itemOf(call, product), limitOf(call)]
    return Effect.fnUntraced(function* (shop) {
      const stockItem = yield* stockItemOf(shop, item)
      const found = yield* readPages(limit, ({ after: before, limit }: Range<number>) =>
        Effect.map(shop.stockHistory(operator, { stockItem, before, limit }), ({ movements, next }) => ({
          items: movements,
          next,
        })),
      )
      return listed(found, movementFormat)
    })
  },
}

const keyOf = (text: string, what: string): IdempotencyKey => {
  const key = idempotencyKey(text)
  if (Result.isSuccess(key)) return key.success
  throw new UsageError(`${what} ${ruleMessage(key.failure.rule)}: use 1 to 255 visible ASCII characters`)
}

const restock: Action = {
  summary: "add units that arrived",
  synopsis: " PRODUCT QUANTITY",
  about: "Adds units to the quantity on hand. Each call adds, unless --key names a call that was made before.",
  flags: [
    variantFlag,
    { name: "key", value: "KEY", about: "a text of your own that makes repeating the call safe for 24 hours" },
  ],
  read: (call) => {
    const [product, text] = positionalsOf(call, ["PRODUCT", "QUANTITY"])
    const command = {
      ...itemOf(call, product),
      quantity: wholeNumber(text, "QUANTITY", 1, MAX_QUANTITY),
      idempotencyKey: flagOf(call, "key", keyOf),
    }
    return (shop) => Effect.map(shop.restock(operator, command), levelOutput)
  },
}

const count: Action = {
  summary: "set the quantity on hand to what was counted",
  synopsis: " PRODUCT COUNTED",
  about: "Records a stock-take. The count includes the units that open orders hold.",
  flags: [variantFlag, { name: "reason", value: "TEXT", about: "why the count differs, for the history" }],
  read: (call) => {
    const [product, text] = positionalsOf(call, ["PRODUCT", "COUNTED"])
    const command = {
      ...itemOf(call, product),
      counted: wholeNumber(text, "COUNTED", 0, MAX_QUANTITY),
      reason: call.value("reason"),
    }
    return (shop) => Effect.map(shop.takeStock(operator, command), levelOutput)
  },
}

const threshold: Action = {
  summary: "set the quantity at which an item counts as low",
  synopsis: " PRODUCT N|default",
  about: "Sets the item's own threshold for low stock. `default` removes it, so that SHOPWRIGHT_LOW_STOCK applies.",
  flags: [variantFlag],
  read: (call) => {
    const [product, text] = positionalsOf(call, ["PRODUCT", "N|default"])
    const threshold = text === "default" ? null : wholeNumber(text, "N", 0, MAX_QUANTITY)
    const item = itemOf(call, product)
    return (shop) =>
      Effect.as(
        shop.setLowStockThreshold(operator, { ...item, threshold }),
        done({ ...item, threshold }, `product ${item.product} counts as low at ${threshold ?? "the shop's threshold"}`),
      )
  },
}

/** Returns the stock item of a product or variant, archived ones included. */
const stockItemOf = Effect.fnUntraced(function* (
  shop: Pick<UseCases, "viewProduct">,
  { product, variant }: ReturnType<typeof itemOf>,
) {
  const entry: ProductEntry = yield* shop.viewProduct(operator, product)
  const found: StockItemId | null | undefined =
    variant === null ? entry.stockItem : entry.variants.find(({ id }) => id === variant)?.stockItem
  if (found !== null && found !== undefined) return found
  const reason = variant === null ? "variant-required" : "no-such-variant"
  return yield* new UnknownItem({ line: 0, product, variant, reason })
})

export const stock: CommandGroup = {
  summary: "list stock, restock, count, and show the history of an item",
  about: "Manages the stock of the shop.",
  commands: new Map([
    ["list", asCommand(list)],
    ["show", asCommand(show)],
    ["restock", asCommand(restock)],
    ["count", asCommand(count)],
    ["threshold", asCommand(threshold)],
  ]),
}
