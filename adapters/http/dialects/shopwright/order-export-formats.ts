import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { formatMoney } from "./money.ts"
import { formatOrder } from "./order-view.ts"

/** The columns of the CSV export, in order. */
export const csvColumns = [
  ...["order", "status", "createdAt", "updatedAt", "account", "username", "address", "phone"],
  ...["line", "product", "variant", "quantity", "price", "amount", "currency"],
  ...["adjustment", "label", "includedAmount"],
] as const

/** The first row of the CSV export. */
export const csvHeader = `${csvColumns.join(",")}\r\n`

/**
 * Returns one row for each line of an order, and then one for each adjustment (RFC 4180). The amounts of an order's rows add
 * up to its total. Texts of people are in quotes. A text that a spreadsheet could execute as a formula has an apostrophe
 * before it.
 */
export const csvRows = (order: BuyerOrder, currency: Currency): string => {
  const amountOf = (minorUnits: number): string => formatMoney(minorUnits, currency).amount
  const first = [
    ...[order.id, order.status, order.createdAt.toISOString(), order.updatedAt.toISOString(), order.account],
    ...[order.username, order.delivery?.address, order.delivery?.phone].map(csvText),
  ]
  const lines = order.lines.map(({ id, product, variant, quantity, price }) => [
    ...[id, product, variant ?? "", quantity, amountOf(price), amountOf(price * quantity), currency.code],
    ...["", "", ""],
  ])
  const adjustments = order.adjustments.map(({ kind, label, amount, isIncluded }) => [
    ...["", "", "", "", "", isIncluded ? "" : amountOf(amount), currency.code],
    ...[kind, csvText(label), isIncluded ? amountOf(amount) : ""],
  ])
  return [...lines, ...adjustments].map((row) => `${[...first, ...row].join(",")}\r\n`).join("")
}

/**
 * Spreadsheets execute cells that begin with one of these characters, their full-width forms included, after white space
 * and quotes too. Tab and carriage return begin a new cell.
 */
const formula = /^[\s"']*[=+\-@\uff0b\uff0d\uff1d\uff20\t\r]/u

const csvText = (text: string | null | undefined): string => {
  if (text === null || text === undefined || text === "") return ""
  const safe = formula.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** Returns an order as one line of JSON, as the API shows it elsewhere. */
export const ndjsonLine = (order: BuyerOrder, currency: Currency): string =>
  `${JSON.stringify(formatOrder(order, currency))}\n`
