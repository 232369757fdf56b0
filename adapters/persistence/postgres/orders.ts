import { Effect } from "effect"
import type { BuyerOrder, OrderRange, Orders } from "../../../application/ports/orders.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { batcher } from "./batcher.ts"
import type { Database, Row } from "./database.ts"
import { idOrNone, MAX_ID } from "./ids.ts"
import { orderColumns, ordersOf, withLines } from "./order-rows.ts"

type Page = ReadonlyArray<BuyerOrder>

/** A stretch of one account's orders. */
type OwnStretch = OrderRange & { readonly owner: AccountId; readonly after: OrderId }

export const makeOrders = (database: Database): Orders => {
  const s = database.schema
  const lines = withLines(s)
  const find = {
    name: "find order",
    text: `select ${orderColumns} from ${s}.orders o ${lines} where o.id = $1 order by i.id`,
  }
  const everybodys = {
    name: "orders",
    text: `select ${orderColumns}
      from (select * from ${s}.orders where id > $1 order by id limit $2) o ${lines} order by o.id, i.id`,
  }
  // Each status is read by its own index as far as it could be needed, so that what does not match costs nothing.
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
    text: `select ${orderColumns}, call.n::integer
      from unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[]) with ordinality
        as call (account, after, size, statuses, n)
      cross join lateral (
        select * from ${s}.orders o
        where o.account = call.account and o.id + 0 > call.after
          and (call.statuses is null or o.status = any (string_to_array(call.statuses, ',')))
        order by o.id + 0 limit call.size
      ) o ${lines} order by call.n, o.id, i.id`,
  }

  const ownPage = batcher<OwnStretch, Page>({
    run: async (calls) => {
      // Who asks for the same gets the same array: read once, and shown once.
      const stretches = new Map(calls.map((call) => [identity(call), call]))
      const asked = [...stretches.values()]
      const rows = await database.rows(own, [
        asked.map((call) => idOrNone(call.owner)),
        asked.map((call) => call.after),
        asked.map((call) => call.limit),
        asked.map((call) => call.statuses?.join() ?? null),
      ])
      const pages = new Map<string, Page>()
      const byCall = Map.groupBy(rows, callOf)
      for (const [i, key] of [...stretches.keys()].entries()) pages.set(key, ordersOf(byCall.get(i + 1) ?? []))
      return calls.map((call) => pages.get(identity(call)) ?? [])
    },
    lanes: database.parallelism,
    maxSize: 16,
  })

  const page = async ({ owner, statuses, after = OrderId(0), limit }: OrderRange): Promise<Page> => {
    // Nothing is behind the largest id there can be.
    if (after >= MAX_ID) return []
    if (owner !== "all") return ownPage({ owner, statuses, after, limit })
    if (statuses === undefined) return ordersOf(await database.rows(everybodys, [after, limit]))
    return ordersOf(await database.rows(inStatus, [after, limit, [...new Set(statuses)]]))
  }
  return {
    find: (id) =>
      Effect.promise(async () => {
        const [found] = ordersOf(await database.rows(find, [idOrNone(id)]))
        if (found === undefined) return null
        const { username: _, ...order } = found
        return order
      }),
    page: (stretch) => Effect.promise(() => page(stretch)),
  }
}

const identity = ({ owner, statuses, after, limit }: OwnStretch): string =>
  `${owner} ${after} ${limit} ${statuses?.join() ?? "all"}`

/** Which of the calls that were read together a row answers, counted from 1. */
const callOf = (row: Row): number => Number(row.at(-1))
