import { Effect } from "effect"
import type { BestSeller, StockValue } from "../../../../application/ports/reports.ts"
import type { DaySales } from "../../../../application/report/sales-report.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import { MAX_REPORT_DAYS, USUAL_REPORT_DAYS } from "../../../../domain/report/days.ts"
import { described, object, optional, text } from "../../dialect/json/fields.ts"
import { wholeText } from "../../dialect/json/query.ts"
import { json } from "../../dialect/response.ts"
import { listOf, named, oneOf, record, text as textSchema, whole } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { formatMoney, moneySchema } from "./money.ts"

const DATE_LENGTH = 10
const MAX_BEST_SELLERS = 100
const USUAL_BEST_SELLERS = 10

const range = {
  from: described(optional(text(DATE_LENGTH, { format: "date" }), undefined), {
    description: `The first date, in the shop's time zone. Defaults to ${USUAL_REPORT_DAYS - 1} days before \`to\`.`,
  }),
  to: described(optional(text(DATE_LENGTH, { format: "date" }), undefined), {
    description: `The last date. Defaults to today. At most ${MAX_REPORT_DAYS} days in all.`,
  }),
}

const formatDay = ({ date, statuses }: DaySales, currency: Currency) => ({
  date,
  statuses: statuses.map(({ status, orders, revenue }) => ({
    status,
    orders,
    revenue: formatMoney(revenue, currency),
  })),
})

type ShownDay = ReturnType<typeof formatDay>

const daySchema = named(
  "DaySales",
  record<ShownDay>({
    date: textSchema({ format: "date" }),
    statuses: listOf(
      record<ShownDay["statuses"][number]>({
        status: oneOf(orderStatuses),
        orders: whole({ minimum: 1 }),
        revenue: moneySchema,
      }),
      { description: "By current status. A status without orders is missing." },
    ),
  }),
)

const salesSchema = named(
  "SalesReport",
  record<{ timeZone: string; days: ReadonlyArray<ShownDay> }>({
    timeZone: textSchema({ examples: ["Asia/Kolkata"] }),
    days: listOf(daySchema),
  }),
)

const formatBestSeller = ({ product, quantity, revenue }: BestSeller, currency: Currency) => ({
  product: { id: product.id, name: product.name },
  quantity,
  revenue: formatMoney(revenue, currency),
})

type ShownBestSeller = ReturnType<typeof formatBestSeller>

const bestSellersSchema = named(
  "BestSellersReport",
  record<{ items: ReadonlyArray<ShownBestSeller> }>({
    items: listOf(
      named(
        "BestSeller",
        record<ShownBestSeller>({
          product: record<ShownBestSeller["product"]>({ id: whole({ minimum: 1 }), name: textSchema() }),
          quantity: whole({ minimum: 1, description: "The units that were ordered." }),
          revenue: moneySchema,
        }),
      ),
    ),
  }),
)

const formatStockValue = ({ units, reserved, value }: StockValue, currency: Currency) => ({
  units,
  reserved,
  value: formatMoney(value, currency),
})

const stockValueSchema = named(
  "StockValueReport",
  record<ReturnType<typeof formatStockValue>>({
    units: whole({ minimum: 0, description: "The units on hand, reserved ones included." }),
    reserved: whole({ minimum: 0, description: "The units that open orders hold." }),
    value: moneySchema,
  }),
)

const TAG = "Reports"

/** Returns the endpoints of reports. All are for admins. */
export const reportEndpoints = (
  shop: Pick<UseCases, "reportSales" | "reportBestSellers" | "reportStockValue">,
  currency: Currency,
): Endpoints => [
  endpoint({
    method: "GET",
    path: "reports/sales",
    access: "admin",
    query: object(range),
    docs: {
      id: "reportSales",
      tag: TAG,
      summary: "Report orders and revenue by day and status",
      description: "For admins. Orders count on the day on which they were placed, in the shop's time zone.",
      calls: ["reportSales"],
      returns: [{ status: 200, description: "Every day of the range.", schema: salesSchema }],
    },
    handle: ({ caller, query }) =>
      Effect.map(shop.reportSales(caller.account, query), ({ timeZone, days }) =>
        json(200, { timeZone, days: days.map((day) => formatDay(day, currency)) }),
      ),
  }),
  endpoint({
    method: "GET",
    path: "reports/best-sellers",
    access: "admin",
    query: object({
      ...range,
      limit: described(
        optional(
          wholeText({ min: 1, max: MAX_BEST_SELLERS }, (limit) => limit),
          USUAL_BEST_SELLERS,
        ),
        { description: "The most products of the report." },
      ),
    }),
    docs: {
      id: "reportBestSellers",
      tag: TAG,
      summary: "Report the products that sell best",
      description: "For admins. By units ordered, without cancelled orders.",
      calls: ["reportBestSellers"],
      returns: [{ status: 200, description: "The products, best first.", schema: bestSellersSchema }],
    },
    handle: ({ caller, query }) =>
      Effect.map(shop.reportBestSellers(caller.account, query), (products) =>
        json(200, { items: products.map((product) => formatBestSeller(product, currency)) }),
      ),
  }),
  endpoint({
    method: "GET",
    path: "reports/stock-value",
    access: "admin",
    docs: {
      id: "reportStockValue",
      tag: TAG,
      summary: "Report the value of the stock",
      description: "For admins. At the current prices, archived products included.",
      calls: ["reportStockValue"],
      returns: [{ status: 200, description: "The units on hand and their value.", schema: stockValueSchema }],
    },
    handle: ({ caller }) =>
      Effect.map(shop.reportStockValue(caller.account), (value) => json(200, formatStockValue(value, currency))),
  }),
]
