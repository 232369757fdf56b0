import type { OrderView } from "../../../application/order/view-order.ts"
import type { BuyerOrder } from "../../../application/ports/orders.ts"
import type { Currency } from "../../../domain/catalog/currency.ts"
import { formatAmount } from "../../../domain/catalog/money.ts"
import type { Adjustment } from "../../../domain/order/adjustment.ts"
import type { OrderStep } from "../../../domain/order/history.ts"
import { type Order, subtotal, total } from "../../../domain/order/order.ts"
import { type ListFormat, type Output, record } from "./output.ts"
import { formatTable } from "./text-table.ts"
import { timeText } from "./time-text.ts"

const toJson = ({ username, ...order }: BuyerOrder, currency: Currency) => ({
  id: order.id,
  account: order.account,
  username,
  status: order.status,
  subtotal: formatAmount(subtotal(order), currency),
  adjustments: order.adjustments.map((adjustment) => ({
    ...adjustment,
    amount: formatAmount(adjustment.amount, currency),
  })),
  total: formatAmount(total(order), currency),
  lines: order.lines.map(({ product, variant, quantity, price }) => ({
    ...{ product, variant, quantity },
    price: formatAmount(price, currency),
  })),
  delivery: order.delivery,
  createdAt: order.createdAt.toISOString(),
  updatedAt: order.updatedAt.toISOString(),
})

const buyerText = ({ account, username }: BuyerOrder): string => username ?? `account ${account}`

export const orderFormat = (currency: Currency): ListFormat<BuyerOrder> => ({
  noun: "orders",
  columns: [
    { name: "ID", cell: ({ id }) => id },
    { name: "PLACED (UTC)", cell: ({ createdAt }) => timeText(createdAt) },
    { name: "BUYER", cell: buyerText },
    { name: "STATUS", cell: ({ status }) => status },
    { name: "LINES", cell: ({ lines }) => lines.length },
    { name: "TOTAL", cell: (order) => formatAmount(total(order), currency) },
  ],
  toJson: (order) => toJson(order, currency),
})

export const orderRecord = ({ order, steps, note }: OrderView, currency: Currency): Output =>
  record(
    {
      ...toJson(order, currency),
      note: note ?? "",
      history: steps.map(({ status, at, by, reason }) => ({ status, at: at.toISOString(), account: by, reason })),
    },
    [
      ["Order", String(order.id)],
      ["Buyer", buyerText(order)],
      ["Status", order.status],
      ["Total", formatAmount(total(order), currency)],
      ...(order.delivery === null
        ? []
        : ([
            ["Address", order.delivery.address],
            ["Phone", order.delivery.phone],
          ] as const)),
      ...(note ? [["Note", note] as const] : []),
    ],
    formatTable(lineColumns(currency), order.lines),
    ...(order.adjustments.length > 0 ? [formatTable(adjustmentColumns(currency), order.adjustments)] : []),
    formatTable(stepColumns, steps),
  )

type Line = Order["lines"][number]

const lineColumns = (currency: Currency) => [
  { name: "PRODUCT", cell: ({ product }: Line) => product },
  { name: "VARIANT", cell: ({ variant }: Line) => variant ?? "" },
  { name: "QUANTITY", cell: ({ quantity }: Line) => quantity },
  { name: "PRICE", cell: ({ price }: Line) => formatAmount(price, currency) },
]

const adjustmentColumns = (currency: Currency) => [
  { name: "ADJUSTMENT", cell: ({ kind, isIncluded }: Adjustment) => (isIncluded ? `${kind}, included` : kind) },
  { name: "LABEL", cell: ({ label }: Adjustment) => label },
  { name: "AMOUNT", cell: ({ amount }: Adjustment) => formatAmount(amount, currency) },
]

const stepColumns = [
  { name: "STATUS", cell: ({ status }: OrderStep) => status },
  { name: "AT (UTC)", cell: ({ at }: OrderStep) => timeText(at) },
  { name: "BY", cell: ({ by }: OrderStep) => (by === null ? "the shop" : `account ${by}`) },
  { name: "REASON", cell: ({ reason }: OrderStep) => reason },
]
