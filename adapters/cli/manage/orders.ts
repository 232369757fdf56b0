import { Effect } from "effect"
import type { OrderCursor } from "../../../application/ports/search.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { operator } from "../../../domain/account/actor.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { UsageError } from "../failure.ts"
import { type Action, asCommand } from "./action.ts"
import { flagOf, idOf, phoneOf, positionalsOf, timeOf, wordOf } from "./arguments.ts"
import type { CommandGroup } from "./group.ts"
import { orderFormat, orderRecord } from "./order-output.ts"
import { done, listed } from "./output.ts"
import { limitFlag, limitOf, type Range, readPages } from "./pages.ts"

const statusesOf = (text: string, what: string): ReadonlyArray<OrderStatus> =>
  text.split(",").map((status) => wordOf(status, what, orderStatuses))

const sorts = ["newest", "oldest"] as const

const list: Action = {
  summary: "list orders, newest first",
  synopsis: "",
  about: "Lists orders. Every condition that is given must hold.",
  flags: [
    { name: "status", value: "STATUS", about: `${orderStatuses.join(", ")}, or several with commas` },
    { name: "account", value: "ID", about: "only orders of this account" },
    { name: "product", value: "ID", about: "only orders of this product" },
    {
      name: "phone",
      value: "PHONE",
      about: "only orders with this phone number, however it is written; the last eight digits count",
    },
    { name: "from", value: "TIME", about: "only orders placed at this time or later, such as 2026-01-31" },
    { name: "before", value: "TIME", about: "only orders placed before this time" },
    { name: "sort", value: "ORDER", about: `${sorts.join(" or ")} (default: newest)` },
    limitFlag,
  ],
  read: (call) => {
    positionalsOf(call, [])
    const conditions = {
      statuses: flagOf(call, "status", statusesOf),
      owner: flagOf(call, "account", (text, what) => idOf(text, what, AccountId)),
      product: flagOf(call, "product", (text, what) => idOf(text, what, ProductId)),
      phone: flagOf(call, "phone", phoneOf),
      placedFrom: flagOf(call, "from", timeOf),
      placedBefore: flagOf(call, "before", timeOf),
      sort: flagOf(call, "sort", (text, what) => wordOf(text, what, sorts)),
    }
    const limit = limitOf(call)
    return (shop) =>
      Effect.map(
        readPages(limit, (range: Range<OrderCursor>) =>
          Effect.map(shop.searchOrders(operator, { ...conditions, ...range }), ({ orders, next }) => ({
            items: orders,
            next,
          })),
        ),
        (found) => listed(found, orderFormat(shop.currency)),
      )
  },
}

const show: Action = {
  summary: "show an order with its lines and its history",
  synopsis: " ORDER",
  about: "Shows an order with its lines, its history and the shop's note.",
  flags: [],
  read: (call) => {
    const [id] = positionalsOf(call, ["ORDER"])
    const order = orderOf(id)
    return (shop) => Effect.map(shop.viewOrder(operator, order), (view) => orderRecord(view, shop.currency))
  },
}

const status: Action = {
  summary: "change the status of an order",
  synopsis: " ORDER STATUS",
  about: `Changes the status of an order to ${orderStatuses.slice(1).join(", ")}. Shipping removes the order's units from
the stock, cancelling releases them. Setting the current status again changes nothing.`,
  flags: [],
  read: (call) => {
    const [id, word] = positionalsOf(call, ["ORDER", "STATUS"])
    const [order, status] = [orderOf(id), wordOf(word, "STATUS", orderStatuses)]
    return (shop) =>
      Effect.as(
        shop.changeOrderStatus(operator, { order, status }),
        done({ id: order, status }, `order ${order} is ${status}`),
      )
  },
}

const cancel: Action = {
  summary: "cancel an order",
  synopsis: " ORDER",
  about: "Cancels an order that is not shipped and releases its stock. Cancelling again changes nothing.",
  flags: [{ name: "reason", value: "TEXT", about: "why, for the history; the buyer sees it" }],
  read: (call) => {
    const [id] = positionalsOf(call, ["ORDER"])
    const order = orderOf(id)
    const reason = call.value("reason")
    return (shop) =>
      Effect.map(shop.cancelOrder(operator, order, reason), ({ status }) =>
        done({ id: order, status }, `order ${order} is ${status}`),
      )
  },
}

const note: Action = {
  summary: "replace the shop's note about an order",
  synopsis: " ORDER TEXT",
  about: "Replaces the shop's note, which buyers do not see. An empty text removes it.",
  flags: [],
  read: (call) => {
    if (call.positionals.length > 2) throw new UsageError("TEXT must be one argument: put it in quotes")
    const [id, text] = positionalsOf(call, ["ORDER", "TEXT"])
    const order = orderOf(id)
    return (shop) =>
      Effect.as(
        // The command bases its note on no other one.
        Effect.catchTag(shop.noteOrder(operator, { order, note: text }), "OrderNoteChanged", Effect.die),
        done({ id: order, note: text }, text === "" ? `order ${order} has no note` : `noted on order ${order}`),
      )
  },
}

const orderOf = (text: string): OrderId => idOf(text, "ORDER", OrderId)

export const orders: CommandGroup = {
  summary: "list and show orders, change their status, cancel and annotate them",
  about: "Manages the orders of the shop.",
  commands: new Map([
    ["list", asCommand(list)],
    ["show", asCommand(show)],
    ["status", asCommand(status)],
    ["cancel", asCommand(cancel)],
    ["note", asCommand(note)],
  ]),
}
