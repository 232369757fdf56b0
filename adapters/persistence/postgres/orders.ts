import { Effect } from "effect"
import type { OrderRange, Orders } from "../../../application/ports/orders.ts"
import { MAX_ID } from "../../../domain/max-id.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { ownPagesByShard, pageInStatuses } from "./distributed/order-pages.ts"
import { idOrNone } from "./ids.ts"
import { type OrderRow, orderColumns, ordersOf, withLines } from "./order-rows.ts"
import type { OwnRange, Page } from "./own-range.ts"
import { ofUnknownLength } from "./unknown-length.ts"

export const makeOrders = (database: Database): Orders => {
  const s = database.schema
  const lines = withLines(s, database.isDistributed)
  const find = {
    name: "find order",
    text: `select ${orderColumns} from ${s}.orders o ${lines} where o.id = $1 order by i.id`,
  }
  const allOrders = {
    name: "orders",
    text: `select ${orderColumns}
      from (select * from ${s}.orders where id > $1 order by id limit $2) o ${lines} order by o.id, i.id`,
  }
  // Each status is read by its own index as far as it could be needed, so that other statuses cost nothing.
  const inStatus = {
    name: "orders in status",
    text: `select ${orderColumns}
      from (
        select o.* from pg_catalog.unnest($3::text[]) as wanted (status)
        cross join lateral (
          select * from ${s}.orders o where o.status = wanted.status and o.id + 0 > $1 order by o.id + 0 limit $2
        ) o
        order by o.id limit $2
      ) o ${lines} order by o.id, i.id`,
  }
  const own = {
    name: "own orders",
    text: `select ${orderColumns}, call.n::integer as call
      from unnest(${ofUnknownLength("$1::bigint[]", "$2::bigint[]", "$3::integer[]", "$4::text[]")}) with ordinality
        as call (account, after, size, statuses, n)
      cross join lateral (
        select * from ${s}.orders o
        where o.account = call.account and o.id + 0 > call.after
          and (call.statuses is null or o.status = any (string_to_array(call.statuses, ',')))
        order by o.id + 0 limit call.size
      ) o ${lines} order by call.n, o.id, i.id`,
  }

  const readOwnPages = async (ranges: ReadonlyArray<OwnRange>): Promise<ReadonlyArray<Page>> => {
    if (database.isDistributed) return ownPagesByShard(database, ranges)
    const rows = await database.rows<OrderRow & { readonly call: number }>(own, [
      ranges.map((range) => idOrNone(range.owner)),
      ranges.map((range) => range.after),
      ranges.map((range) => range.limit),
      ranges.map((range) => range.statuses?.join() ?? null),
    ])
    const byCall = Map.groupBy(rows, ({ call }) => call)
    return ranges.map((_, i) => ordersOf(byCall.get(i + 1) ?? []))
  }

  const ownPage = batcher<OwnRange, Page>({
    run: async (calls) => {
      // Equal calls get the same array, which is read and encoded once.
      const ranges = new Map(calls.map((call) => [identity(call), call]))
      const read = await readOwnPages([...ranges.values()])
      const pages = new Map([...ranges.keys()].map((key, i) => [key, read[i]]))
      return calls.map((call) => pages.get(identity(call)) ?? [])
    },
    lanes: database.parallelism,
    maxSize: 16,
    maxWaitSeconds: database.queueTimeoutSeconds,
    name: "own orders",
    observer: database.observer,
  })

  const page = async ({ owner, statuses, after = OrderId(0), limit }: OrderRange): Promise<Page> => {
    // No id is above the largest one.
    if (after >= MAX_ID) return []
    if (owner !== "all") return ownPage({ owner, statuses, after, limit })
    if (statuses === undefined) return ordersOf(await database.rows<OrderRow>(allOrders, [after, limit]))
    if (database.isDistributed) return pageInStatuses(database, { statuses, after, limit })
    return ordersOf(await database.rows<OrderRow>(inStatus, [after, limit, [...new Set(statuses)]]))
  }
  return {
    find: (id) =>
      Effect.promise(async () => {
        const [found] = ordersOf(await database.rows<OrderRow>(find, [idOrNone(id)]))
        if (found === undefined) return null
        const { username: _, ...order } = found
        return order
      }),
    page: (range) => Effect.promise(() => page(range)),
  }
}

const identity = ({ owner, statuses, after, limit }: OwnRange): string =>
  `${owner} ${after} ${limit} ${statuses?.join() ?? "all"}`
