import { type WebhookType, webhookTypes } from "../../../../application/event/webhook-types.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import type { ShopEvent } from "../../../../domain/event/event.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import type { WebhookDocs } from "../../dialect/docs.ts"
import { oneOf, orNull, record, type Schema, text, truth, whole } from "../../dialect/schema.ts"
import { formatMoney, moneySchema } from "./money.ts"
import { formatOrder, orderMembers } from "./order-view.ts"

type Tag = ShopEvent["_tag"]
type EventOf<T extends Tag> = Extract<ShopEvent, { readonly _tag: T }>

/** One type of webhook: how its data is shown, and the schema of that. */
interface Described<T extends Tag> {
  readonly summary: string
  readonly show: (event: EventOf<T>, currency: Currency) => object
  readonly schema: Schema<never>
}

const described = <T extends Tag, A extends object>(
  summary: string,
  show: (event: EventOf<T>, currency: Currency) => A,
  members: Parameters<typeof record<A>>[0],
): Described<T> => ({ summary, show, schema: record<A>(members) })

const id = (description: string) => whole({ minimum: 1, description })
const quantity = (description: string) => whole({ minimum: 0, description })
const item = {
  stockItem: id("The stock item."),
  product: id("Its product."),
  variant: orNull(id("The variant, if the product is sold by variant.")),
}

const { username: _, ...eventOrderMembers } = orderMembers

const descriptions = {
  OrderPlaced: described<"OrderPlaced", { order: Omit<ReturnType<typeof formatOrder>, "username"> }>(
    "An order was placed",
    ({ order }, currency) => {
      const { username: _, ...shown } = formatOrder({ ...order, username: null }, currency)
      return { order: shown }
    },
    { order: record<Omit<ReturnType<typeof formatOrder>, "username">>(eventOrderMembers) },
  ),
  OrderStatusChanged: described(
    "The status of an order changed",
    ({ order, from, to }: EventOf<"OrderStatusChanged">) => ({ order: Number(order), from, to }),
    { order: id("The order."), from: oneOf(orderStatuses), to: oneOf(orderStatuses) },
  ),
  AccountRegistered: described(
    "An account was created",
    ({ account, username, email }: EventOf<"AccountRegistered">) => ({
      account: Number(account),
      username: username === null ? null : String(username),
      email: email === null ? null : String(email),
    }),
    { account: id("The account."), username: orNull(text()), email: orNull(text()) },
  ),
  AccountErased: described(
    "The person of an account was erased: delete what you have stored about the person",
    ({ account }: EventOf<"AccountErased">) => ({ account: Number(account) }),
    { account: id("The account.") },
  ),
  StockReplenished: described(
    "A stock item was restocked",
    ({ stockItem, product, variant, quantity, onHand }: EventOf<"StockReplenished">) => ({
      ...{ stockItem: Number(stockItem), product: Number(product), variant: variant === null ? null : Number(variant) },
      ...{ quantity, onHand },
    }),
    { ...item, quantity: quantity("The units that arrived."), onHand: quantity("The units on hand afterwards.") },
  ),
  StockCounted: described(
    "A stock-take corrected a quantity on hand",
    ({ stockItem, product, variant, from, onHand, reason }: EventOf<"StockCounted">) => ({
      ...{ stockItem: Number(stockItem), product: Number(product), variant: variant === null ? null : Number(variant) },
      ...{ from, onHand, reason },
    }),
    {
      ...item,
      from: quantity("The units on hand before."),
      onHand: quantity("The units that were counted."),
      reason: text({ description: "Empty if none was given." }),
    },
  ),
  ProductRepriced: described(
    "The price of a product changed",
    ({ product, from, to }: EventOf<"ProductRepriced">, currency: Currency) => ({
      product: Number(product),
      from: formatMoney(from, currency),
      to: formatMoney(to, currency),
    }),
    { product: id("The product."), from: moneySchema, to: moneySchema },
  ),
  ProductEdited: described(
    "A product was edited, archived or restored",
    ({ product, isArchived }: EventOf<"ProductEdited">) => ({ product: Number(product), isArchived }),
    { product: id("The product."), isArchived: truth({ description: "Whether it is archived afterwards." }) },
  ),
} satisfies { readonly [T in Tag]: Described<T> }

/** Returns a function from an event to the `data` of its webhook, with amounts in the shop's currency. */
export const webhookData =
  (currency: Currency) =>
  (event: ShopEvent): object =>
    // The entry of a tag accepts the event with that tag. The compiler cannot follow this through an index.
    (descriptions[event._tag].show as (event: ShopEvent, currency: Currency) => object)(event, currency)

/** The description of every webhook. */
export const webhookDocs: ReadonlyArray<WebhookDocs> = Object.entries(descriptions).map(
  ([tag, { summary, schema }]) => {
    const type = webhookTypes[tag as Tag]
    return {
      name: type,
      summary,
      schema: record<{ type: WebhookType; timestamp: string; data: never }>({
        type: { json: { const: type }, definitions: {} },
        timestamp: text({ format: "date-time", description: "When the event happened." }),
        data: schema,
      }),
    }
  },
)
