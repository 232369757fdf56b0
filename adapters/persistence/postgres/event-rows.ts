import { AccountId } from "../../../domain/account/account.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import {
  type AccountRegistered,
  type OrderPlaced,
  type OrderStatusChanged,
  type ProductEdited,
  type ProductRepriced,
  type ShopEvent,
  type StockCounted,
  type StockReplenished,
  streamOf,
} from "../../../domain/event/event.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import type { Adjustment } from "../../../domain/order/adjustment.ts"
import { type Delivery, type NewOrder, type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"

/** An event as the table stores it, without its number. A row contains all that a subscriber receives. */
export interface EventRow {
  readonly stream: string
  readonly kind: ShopEvent["_tag"]
  /** JSON. What the stream and the time say is not repeated. */
  readonly facts: string
  readonly at: string
}

/** Encodes an event for its table. Orders that are placed have ids only in the database; see {@link placementFacts}. */
export const rowOf = (event: Exclude<ShopEvent, OrderPlaced>): EventRow => ({
  stream: streamOf(event),
  kind: event._tag,
  facts: JSON.stringify(factsOf(event)),
  at: event.at.toISOString(),
})

const factsOf = (event: Exclude<ShopEvent, OrderPlaced>): unknown => {
  switch (event._tag) {
    case "OrderStatusChanged":
    case "ProductRepriced":
      return { from: event.from, to: event.to }
    case "ProductEdited":
      return { isArchived: event.isArchived }
    case "AccountRegistered":
      return { username: event.username, email: event.email }
    case "AccountErased":
      return {}
    case "StockCounted": {
      const { product, variant, from, onHand, reason } = event
      return { product, variant, from, onHand, reason }
    }
    case "StockReplenished": {
      const { product, variant, quantity, onHand } = event
      return { product, variant, quantity, onHand }
    }
  }
}

/** An order line: stock item, product, variant, quantity, price. */
type LineFacts = readonly [number, number, number | null, number, number]

interface OrderFacts {
  readonly account: number
  readonly delivery: Delivery | null
  /** Missing without metadata. */
  readonly metadata?: Metadata
  readonly lines: ReadonlyArray<LineFacts>
  /** The metadata of each line, apart from the lines so that an erasure can remove it. Missing if no line has any. */
  readonly lineMetadata?: ReadonlyArray<Metadata | null>
  /** Missing without adjustments. */
  readonly adjustments?: ReadonlyArray<Adjustment>
}

/** What the event of a placed order says besides ids. The ids of the lines are in a column of their own. */
export const placementFacts = ({ account, delivery, metadata, lines, adjustments }: NewOrder): OrderFacts => ({
  account,
  delivery,
  ...(metadata !== null && { metadata }),
  lines: lines.map(({ stockItem, product, variant, quantity, price }) => [
    stockItem,
    product,
    variant,
    quantity,
    price,
  ]),
  ...(lines.some(({ metadata }) => metadata !== undefined) && {
    lineMetadata: lines.map(({ metadata = null }) => metadata),
  }),
  ...(adjustments.length > 0 && { adjustments }),
})

/** Decodes an event. What was validated when it was written is not validated again. */
export const eventOf = ({ stream, kind, facts, lineIds, at }: StoredEvent): ShopEvent => {
  const subject = Number(stream.slice(stream.indexOf("/") + 1))
  switch (kind) {
    case "OrderPlaced":
      return { _tag: kind, order: orderOf(OrderId(subject), facts as OrderFacts, lineIds ?? [], at), at }
    case "OrderStatusChanged": {
      const { from, to } = facts as Pick<OrderStatusChanged, "from" | "to">
      return { _tag: kind, order: OrderId(subject), from, to, at }
    }
    case "AccountRegistered": {
      const { username, email } = facts as Pick<AccountRegistered, "username" | "email">
      return { _tag: kind, account: AccountId(subject), username, email, at }
    }
    case "AccountErased":
      return { _tag: kind, account: AccountId(subject), at }
    case "StockReplenished": {
      const replenished = facts as Pick<StockReplenished, "product" | "variant" | "quantity" | "onHand">
      return { _tag: kind, stockItem: StockItemId(subject), ...replenished, at }
    }
    case "StockCounted": {
      const counted = facts as Pick<StockCounted, "product" | "variant" | "from" | "onHand" | "reason">
      return { _tag: kind, stockItem: StockItemId(subject), ...counted, at }
    }
    case "ProductRepriced": {
      const { from, to } = facts as Pick<ProductRepriced, "from" | "to">
      return { _tag: kind, product: ProductId(subject), from, to, at }
    }
    case "ProductEdited": {
      const { isArchived } = facts as Pick<ProductEdited, "isArchived">
      return { _tag: kind, product: ProductId(subject), isArchived, at }
    }
    default:
      throw new Error(`event of an unknown kind: ${kind}`)
  }
}

/** The columns of an event. `lineIds` belongs to orders that were placed. */
export interface StoredEvent {
  readonly stream: string
  readonly kind: string
  readonly facts: unknown
  readonly lineIds: ReadonlyArray<number> | null
  readonly at: Date
}

const orderOf = (
  id: OrderId,
  { account, delivery, metadata, lines, lineMetadata = [], adjustments = [] }: OrderFacts,
  lineIds: ReadonlyArray<number>,
  at: Date,
): Order => ({
  id,
  account: AccountId(account),
  status: "created",
  delivery,
  metadata: metadata ?? null,
  lines: lines.map(([stockItem, product, variant, quantity, price], i) => ({
    id: OrderLineId(lineIds[i] ?? 0),
    stockItem: StockItemId(stockItem),
    product: ProductId(product),
    variant: variant === null ? null : VariantId(variant),
    quantity,
    price: price as Money,
    ...metadataAt(lineMetadata, i),
  })),
  adjustments,
  createdAt: at,
  updatedAt: at,
})

const metadataAt = (ofLines: ReadonlyArray<Metadata | null>, line: number): { readonly metadata?: Metadata } => {
  const metadata = ofLines[line] ?? null
  return metadata === null ? {} : { metadata }
}
