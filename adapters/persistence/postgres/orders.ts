import { Effect } from "effect"
import type { BuyerOrder, OrderRange, Orders } from "../../../application/ports/orders.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { MAX_ID } from "../../../domain/max-id.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { type OrderRow, orderColumns, ordersOf, withLines } from "./order-rows.ts"

type Page = ReadonlyArray<BuyerOrder>

/** A range of one account's orders. */
type OwnRange = OrderRange & { readonly owner: AccountId; readonly after: OrderId }

export const makeOrders = (database: Database): Orders => {
  const s = database.schema
  const lines = withLines(s)
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
      from unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[]) with ordinality
        as call (account, after, size, statuses, n)
      cross join lateral (
        select * from ${s}.orders o
        where o.account = call.account and o.id + 0 > call.after
          and (call.statuses is null or o.status = any (string_to_array(call.statuses, ',')))
        order by o.id + 0 limit call.size
      ) o ${lines} order by call.n, o.id, i.id`,
  }

  const ownPage = batcher<OwnRange, Page>({
    run: async (calls) => {
      // Equal calls get the same array, which is read and encoded once.
      const ranges = new Map(calls.map((call) => [identity(call), call]))
      const asked = [...ranges.values()]
      const rows = await database.rows<OrderRow & { readonly call: number }>(own, [
        asked.map((call) => idOrNone(call.owner)),
        asked.map((call) => call.after),
        asked.map((call) => call.limit),
        asked.map((call) => call.statuses?.join() ?? null),
      ])
      const pages = new Map<string, Page>()
      const byCall = Map.groupBy(rows, ({ call }) => call)
      for (const [i, key] of [...ranges.keys()].entries()) pages.set(key, ordersOf(byCall.get(i + 1) ?? []))
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
