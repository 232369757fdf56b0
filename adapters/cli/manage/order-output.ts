import type { OrderView } from "../../../application/order/view-order.ts"
import type { BuyerOrder } from "../../../application/ports/orders.ts"
import type { OrderStep } from "../../../domain/order/history.ts"
import { type Order, total } from "../../../domain/order/order.ts"
import { type ListFormat, type Output, record } from "./output.ts"
import { formatTable } from "./text-table.ts"
import { amountText, timeText } from "./values.ts"

const toJson = ({ username, ...order }: BuyerOrder) => ({
  id: order.id,
  account: order.account,
  username,
  status: order.status,
  total: amountText(total(order)),
  lines: order.lines.map(({ product, variant, quantity, price }) => ({
    ...{ product, variant, quantity },
    price: amountText(price),
  })),
  delivery: order.delivery,
  createdAt: order.createdAt.toISOString(),
  updatedAt: order.updatedAt.toISOString(),
})

const buyerText = ({ account, username }: BuyerOrder): string => username ?? `account ${account}`

export const orderFormat: ListFormat<BuyerOrder> = {
  noun: "orders",
  columns: [
    { name: "ID", cell: ({ id }) => id },
    { name: "PLACED (UTC)", cell: ({ createdAt }) => timeText(createdAt) },
    { name: "BUYER", cell: buyerText },
    { name: "STATUS", cell: ({ status }) => status },
    { name: "LINES", cell: ({ lines }) => lines.length },
    { name: "TOTAL", cell: (order) => amountText(total(order)) },
  ],
  toJson,
}

export const orderRecord = ({ order, steps, note }: OrderView): Output =>
  record(
    {
      ...toJson(order),
      note: note ?? "",
      history: steps.map(({ status, at, by }) => ({ status, at: at.toISOString(), account: by })),
    },
    [
      ["Order", String(order.id)],
      ["Buyer", buyerText(order)],
      ["Status", order.status],
      ["Total", amountText(total(order))],
      ...(order.delivery === null
        ? []
        : ([
            ["Address", order.delivery.address],
            ["Phone", order.delivery.phone],
          ] as const)),
      ...(note ? [["Note", note] as const] : []),
    ],
    formatTable(lineColumns, order.lines),
    formatTable(stepColumns, steps),
  )

type Line = Order["lines"][number]

const lineColumns = [
  { name: "PRODUCT", cell: ({ product }: Line) => product },
  { name: "VARIANT", cell: ({ variant }: Line) => variant ?? "" },
  { name: "QUANTITY", cell: ({ quantity }: Line) => quantity },
  { name: "PRICE", cell: ({ price }: Line) => amountText(price) },
]

const stepColumns = [
  { name: "STATUS", cell: ({ status }: OrderStep) => status },
  { name: "AT (UTC)", cell: ({ at }: OrderStep) => timeText(at) },
  { name: "BY", cell: ({ by }: OrderStep) => (by === null ? "the shop" : `account ${by}`) },
]
