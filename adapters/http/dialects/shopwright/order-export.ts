import { Effect, Stream } from "effect"
import type { Request } from "express"
import type { OrderList } from "../../../../application/order/list-orders.ts"
import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { described, object, optional } from "../../dialect/json/fields.ts"
import { choiceText } from "../../dialect/json/query.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { text as textSchema } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { csvColumns, csvHeader, csvRows, ndjsonLine } from "./order-export-formats.ts"
import { orderFilters } from "./orders.ts"
import { problem } from "./problem.ts"

const formats = ["csv", "ndjson"] as const
type Format = (typeof formats)[number]

const CSV = "text/csv; charset=utf-8"
const NDJSON = "application/x-ndjson"

const encodings: { readonly [F in Format]: { readonly type: string; readonly head: string; readonly encode: Encode } } =
  {
    csv: { type: CSV, head: csvHeader, encode: csvRows },
    ndjson: { type: NDJSON, head: "", encode: ndjsonLine },
  }

type Encode = (order: BuyerOrder, currency: Currency) => string

/** Returns the format that a client accepts, or `null` if it accepts none. CSV is the first choice. */
const acceptedFormat = (request: Request): Format | null => {
  const accepted = request.accepts(["text/csv", NDJSON])
  return accepted === false ? null : accepted === NDJSON ? "ndjson" : "csv"
}

const notAcceptable = problem("not-acceptable", `This resource is text/csv or ${NDJSON}. Name one with \`format\`.`)

const exported = (format: Format, { first, rest }: OrderList, currency: Currency): HttpResponse => {
  const { type, head, encode } = encodings[format]
  const chunk = (orders: ReadonlyArray<BuyerOrder>) =>
    Buffer.from(orders.map((order) => encode(order, currency)).join(""))
  const body = Buffer.concat([Buffer.from(head), chunk(first)])
  const headers = {
    "Content-Disposition": `attachment; filename="orders.${format}"`,
    "Cache-Control": "no-store",
    Vary: "Accept",
  }
  if (rest === null) return { status: 200, type, body, headers }
  const chunks = Stream.mapArray(rest, (orders) => [chunk(orders)] as const).pipe(
    // The next chunk is read while the current one is sent.
    Stream.bufferArray({ capacity: 1 }),
  )
  return { status: 200, type, body, headers, rest: chunks }
}

/** Returns the endpoint that exports orders. */
export const orderExport = (shop: Pick<UseCases, "exportOrders">, currency: Currency): Endpoints => [
  endpoint({
    method: "GET",
    path: "orders/export",
    access: "admin",
    query: object({
      format: described(optional(choiceText(formats), undefined), {
        description: "Defaults to what `Accept` names, and to `csv` if it names both or none.",
      }),
      ...orderFilters,
    }),
    docs: {
      id: "exportOrders",
      tag: "Orders",
      summary: "Export orders",
      description: [
        "For admins. All orders that meet the conditions, as a stream of any length. NDJSON has one order per line, as",
        "`listOrders` shows it. CSV has one row per line of an order. A CSV text that a spreadsheet could execute as a",
        "formula has an apostrophe before it. A response that ends early breaks the connection.",
      ].join(" "),
      calls: ["exportOrders"],
      returns: [
        {
          status: 200,
          description: "The orders.",
          schema: textSchema({ description: `Rows with the columns ${csvColumns.join(", ")}.` }),
          type: CSV,
          headers: { "Content-Disposition": "Suggests a file name." },
        },
        {
          status: 200,
          description: "The orders.",
          schema: textSchema({ description: "Lines of JSON." }),
          type: NDJSON,
        },
      ],
      rejects: [notAcceptable],
    },
    handle: ({ caller, query: { format: named, status, account, ...conditions }, request }) => {
      const format = named ?? acceptedFormat(request)
      if (format === null) return Effect.succeed(notAcceptable)
      return Effect.map(
        shop.exportOrders(caller.account, { ...conditions, statuses: status, owner: account }),
        (orders) => exported(format, orders, currency),
      )
    },
  }),
]
