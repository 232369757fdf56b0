import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { isDue } from "./outbox-times.ts"

/**
 * Returns the subscribers that may have something to receive, in one statement. Deferred events count only where they
 * are the first of their stream and due, as in `readNext`.
 */
export const findWaiting = async (
  { rows, schema: s }: Database,
  subscribers: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const found = await rows<WaitingRow>(
    {
      name: "waiting subscribers",
      text: `select s.name, s.position, 
          (select pg_catalog.max(e.position) from ${s}.event e where e.kind <> '${PRODUCTS_CHANGED}') as last,
          exists (select from ${s}.event e where e.position is null and e.kind <> '${PRODUCTS_CHANGED}') as unplaced,
          s.name in (
            select d.subscriber from (
              select distinct on (subscriber, stream) * from ${s}.deferred_event
              where subscriber = any ($1::text[]) order by subscriber, stream, number
            ) d where ${isDue("d")}
          ) as due
        from ${s}.subscriber s where s.name = any ($1::text[])`,
    },
    [[...subscribers]],
  )
  const idle = found.filter(({ position, last, unplaced, due }) => !unplaced && !due && (last ?? 0) <= position)
  const idleNames = new Set(idle.map(({ name }) => name))
  return subscribers.filter((name) => !idleNames.has(name))
}

interface WaitingRow {
  readonly name: string
  readonly position: number
  readonly last: number | null
  readonly unplaced: boolean
  readonly due: boolean
}
