import type { SubscriberBacklog } from "../../../application/ports/store-health.ts"
import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { readPositions } from "./subscribers.ts"
import { dateOrNull, milliseconds } from "./time.ts"

/** Above this number, events are not counted, so that a reader that stopped long ago costs little. */
const MAX_COUNTED = 10_000

/** Reads what each subscriber has not handled yet: events behind its position, without a position, and deferred ones. */
export const readBacklog = async (database: Database): Promise<ReadonlyArray<SubscriberBacklog>> => {
  const { rows, schema: s } = database
  const backlogs: Array<SubscriberBacklog> = []
  for (const { name, position } of await readPositions(database)) {
    const [row] = await rows<{ readonly events: number; readonly oldest: number | null }>(
      {
        name: "backlog",
        text: `select pg_catalog.count(*) as events, ${milliseconds("pg_catalog.min(w.at)")} as oldest from (
          (select at from ${s}.event where position > $1 and kind <> '${PRODUCTS_CHANGED}'
            order by position limit ${MAX_COUNTED})
          union all
          (select at from ${s}.event where position is null and kind <> '${PRODUCTS_CHANGED}'
            order by id limit ${MAX_COUNTED})
          union all
          (select e.at from ${s}.deferred_event d join ${s}.event e on (e.stream, e.number) = (d.stream, d.number)
            where d.subscriber = $2 limit ${MAX_COUNTED})
        ) w`,
      },
      [position, name],
    )
    const events = Math.min(Number(row?.events ?? 0), MAX_COUNTED)
    backlogs.push({ subscriber: name, events, oldest: dateOrNull(row?.oldest ?? null) })
  }
  return backlogs
}
