import { Effect } from "effect"
import type { OverdueOrders } from "../../../application/ports/overdue-orders.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import type { Database } from "./database.ts"
import { readPlacedOrders } from "./placed-orders.ts"

export const makeOverdueOrders = (database: Database): OverdueOrders => ({
  unpaidSince: (before, limit, now) =>
    Effect.promise(async () => {
      const found = await database.rows(
        {
          name: "overdue orders",
          text: `with corrected as (
              update ${database.schema}.orders set created_at = $3 where status = 'created' and created_at > $4
            )
            select id from ${database.schema}.orders
            where status = 'created' and created_at < $1 order by created_at, id limit $2`,
        },
        [before.toISOString(), limit, now.toISOString(), latestRecordedTime(now).toISOString()],
      )
      const ids = found.map(({ id }) => Number(id))
      // An order that is `created` is as it was placed.
      const orders = await readPlacedOrders(database, ids)
      return ids.flatMap((id) => orders.get(id) ?? [])
    }),
})
