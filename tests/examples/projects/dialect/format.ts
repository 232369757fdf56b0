import { type Order, orderStatuses, type Product, total } from "shopwright"
import {
  choiceSchema,
  type HttpResponse,
  json,
  listSchema,
  namedSchema,
  objectSchema,
  type Rejection,
  textSchema,
  wholeSchema,
} from "shopwright/dialect"

/** Every error has one text, and the places of invalid values. */
interface ShownError {
  readonly error: string
  readonly at: ReadonlyArray<string>
}

export const errorSchema = namedSchema(
  "Error",
  objectSchema<ShownError>({ error: textSchema(), at: listSchema(textSchema()) }),
)

/** Returns an error in the format of this API. */
export const failed = (
  status: number,
  error: string,
  { at = [], headers }: { readonly at?: ReadonlyArray<string>; readonly headers?: HttpResponse["headers"] } = {},
): HttpResponse => json(status, { error, at } satisfies ShownError, headers)

/** Returns what the API rejects before a handler runs, in the same format. */
export const rejected = ({ status, message, values, headers }: Rejection): HttpResponse => {
  const at = values.map((value) => ("pointer" in value ? value.pointer : value.parameter))
  return failed(status, values[0]?.message ?? message, { at, ...(headers !== undefined && { headers }) })
}

export const showItem = ({ id, name, price, available }: Product): ShownItem => ({
  sku: id,
  title: name,
  cents: price,
  left: available,
})

interface ShownItem {
  readonly sku: number
  readonly title: string
  readonly cents: number
  readonly left: number
}

export const itemSchema = namedSchema(
  "Item",
  objectSchema<ShownItem>({
    sku: wholeSchema(),
    title: textSchema(),
    cents: wholeSchema({ minimum: 0 }),
    left: wholeSchema({ minimum: 0 }),
  }),
)

export const showOrder = (order: Order): ShownOrder => ({
  number: order.id,
  state: order.status,
  cents: total(order),
})

interface ShownOrder {
  readonly number: number
  readonly state: Order["status"]
  readonly cents: number
}

export const orderSchema = namedSchema(
  "PlacedOrder",
  objectSchema<ShownOrder>({
    number: wholeSchema(),
    state: choiceSchema(orderStatuses),
    cents: wholeSchema({ minimum: 0 }),
  }),
)
