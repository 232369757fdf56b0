import { Effect } from "effect"
import type { OverdueOrders } from "../../../application/ports/overdue-orders.ts"
import type { Database } from "./database.ts"
import { readPlacedOrders } from "./placed-orders.ts"

export const makeOverdueOrders = (database: Database): OverdueOrders => ({
  unpaidSince: (before, limit) =>
    Effect.promise(async () => {
      const found = await database.rows(
        {
          name: "overdue orders",
          text: `select id from ${database.schema}.orders
            where status = 'created' and created_at < $1 order by created_at, id limit $2`,
        },
        [before.toISOString(), limit],
      )
      const ids = found.map(({ id }) => Number(id))
      // An order that is `created` is as it was placed.
      const orders = await readPlacedOrders(database, ids)
      return ids.flatMap((id) => orders.get(id) ?? [])
    }),
})
