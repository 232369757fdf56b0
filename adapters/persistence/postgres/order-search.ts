import { Effect } from "effect"
import type { OrderQuery, OrderSearch } from "../../../application/ports/search.ts"
import { lastDigits } from "../../../domain/order/last-digits.ts"
import { type Conditions, conditions } from "./conditions.ts"
import { type Database, unnamed } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { lastDigitsOf } from "./last-digits-of.ts"
import { type OrderRow, orderColumns, ordersOf, withLines } from "./order-rows.ts"

/** Searches orders. The plan depends on the values: a product with few orders is read by its lines. */
export const makeOrderSearch = (database: Database): OrderSearch => ({
  page: (query) =>
    Effect.promise(async () => {
      const { text, values } = searchOrders(database.schema, query, database.isDistributed)
      return ordersOf(await database.rows<OrderRow>(unnamed(text), values))
    }),
})

/** The statement of one page. */
export const searchOrders = (
  s: string,
  { owner, statuses, placedFrom, placedBefore, product, phone, sort, after, limit }: OrderQuery,
  isDistributed = false,
) => {
  const where = conditions()
  const [direction, beyond] = sort === "newest" ? ["desc", "<"] : ["asc", ">"]
  if (owner !== "all") where.add(`o.account = ${where.value(idOrNone(owner))}::bigint`)
  if (placedFrom !== undefined) where.add(`o.created_at >= ${where.value(placedFrom.toISOString())}::timestamptz`)
  if (placedBefore !== undefined) where.add(`o.created_at < ${where.value(placedBefore.toISOString())}::timestamptz`)
  if (product !== undefined) {
    const id = where.value(idOrNone(product))
    where.add(
      `exists (select 1 from ${s}.order_line i where i."order" = o.id and i.account = o.account and i.product = ${id}::bigint)`,
    )
  }
  if (phone !== undefined) where.add(`${lastDigitsOf("o.phone")} = ${where.value(lastDigits(phone))}`)
  if (after !== undefined) {
    const place = `(${where.value(after.createdAt.toISOString())}::timestamptz, ${where.value(after.id)}::bigint)`
    where.add(`(o.created_at, o.id) ${beyond} ${place}`)
  }
  const size = where.value(limit)
  const inOrder = `order by o.created_at ${direction}, o.id ${direction}`
  const page = (condition: string) =>
    `select o.* from ${s}.orders o where ${condition} and ${where.all()} ${inOrder} limit ${size}`
  const found = statusConditions(statuses, product, where).map(page)
  const first =
    found.length === 1 ? found[0] : `(${found.join(") union all (")}) ${inOrder.replaceAll("o.", "")} limit ${size}`
  return {
    text: `select ${orderColumns} from (${first}) o ${withLines(s, isDistributed)} ${inOrder}, i.id`,
    values: where.values,
  }
}

/**
 * Returns one condition for each page to read. Each status is read in the order of its own index, as far as it could be
 * needed, except for several statuses of a product: of its few orders, all statuses are read together.
 */
const statusConditions = (
  statuses: OrderQuery["statuses"],
  product: OrderQuery["product"],
  where: Conditions,
): ReadonlyArray<string> => {
  if (statuses === undefined) return ["true"]
  if (statuses.length === 0 || (product !== undefined && statuses.length > 1))
    return [`o.status = any (${where.value([...statuses])}::text[])`]
  return [...new Set(statuses)].map((status) => `o.status = ${where.value(status)}`)
}
