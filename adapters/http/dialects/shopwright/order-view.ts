import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { adjustmentKinds } from "../../../../domain/order/adjustment.ts"
import { type Delivery, subtotal, total } from "../../../../domain/order/order.ts"
import { nextStatuses, orderStatuses } from "../../../../domain/order/status.ts"
import { listOf, named, oneOf, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import { metadataSchema } from "./metadata.ts"
import { formatMoney, moneySchema, signedMoneySchema } from "./money.ts"
import type { Versioned } from "./versions.ts"

/** Formats an order. `nextStatuses` are the statuses that may follow. `total` includes the adjustments. */
export const formatOrder = (order: BuyerOrder, currency: Currency) => ({
  id: order.id,
  account: order.account,
  username: order.username,
  status: order.status,
  nextStatuses: nextStatuses(order.status),
  lines: order.lines.map(({ id, product, variant, quantity, price, metadata = null }) => ({
    id,
    product,
    variant,
    quantity,
    price: formatMoney(price, currency),
    metadata,
  })),
  subtotal: formatMoney(subtotal(order), currency),
  adjustments: order.adjustments.map(({ kind, label, amount, isIncluded }) => ({
    ...{ kind, label, isIncluded },
    amount: formatMoney(amount, currency),
  })),
  total: formatMoney(total(order), currency),
  delivery: order.delivery === null ? null : { address: order.delivery.address, phone: order.delivery.phone },
  metadata: order.metadata,
  createdAt: order.createdAt.toISOString(),
  updatedAt: order.updatedAt.toISOString(),
})

type ShownOrder = ReturnType<typeof formatOrder>

const status = oneOf(orderStatuses)

/** The schemas of an order's members. */
export const orderMembers = {
  id: whole({ minimum: 1, examples: [1] }),
  account: whole({ minimum: 1, description: "The buyer's account." }),
  username: orNull(text({ description: "The buyer's user name.", examples: ["mia"] })),
  status: named("OrderStatus", status),
  nextStatuses: listOf(status, { description: "The statuses that may follow. A final status has none." }),
  lines: listOf(
    named(
      "OrderLine",
      record<ShownOrder["lines"][number]>({
        id: whole({ minimum: 1 }),
        product: whole({ minimum: 1 }),
        variant: orNull(whole({ minimum: 1 })),
        quantity: whole({ minimum: 1, examples: [2] }),
        price: moneySchema,
        metadata: metadataSchema,
      }),
    ),
    { description: "Prices are those of the time when the order was placed." },
  ),
  subtotal: moneySchema,
  adjustments: listOf(
    named(
      "Adjustment",
      record<ShownOrder["adjustments"][number]>({
        kind: named("AdjustmentKind", oneOf(adjustmentKinds)),
        label: text({ examples: ["VAT 19%"] }),
        isIncluded: truth({ description: "Whether the prices contain the amount, so that `total` does not add it." }),
        amount: signedMoneySchema,
      }),
    ),
    { description: "Discounts, taxes, shipping and fees of the time when the order was placed." },
  ),
  total: moneySchema,
  delivery: orNull(named("Delivery", record<Delivery>({ address: text(), phone: text() }))),
  metadata: metadataSchema,
  createdAt: text({ format: "date-time" }),
  updatedAt: text({ format: "date-time", description: "When the status last changed." }),
} satisfies Parameters<typeof record<ShownOrder>>[0]

export const orderSchema = named("Order", record<ShownOrder>(orderMembers))

/** An order as a versioned resource. Edits change its status. */
export const versionedOrder = (order: BuyerOrder, currency: Currency): Versioned => ({
  shown: formatOrder(order, currency),
  version: order.status,
})
