import type { PendingEvent } from "../../../application/ports/outbox.ts"
import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { eventOf } from "./event-rows.ts"
import { isDue } from "./outbox-times.ts"
import { dateOf, milliseconds } from "./time.ts"

/** Reads what a subscriber receives next: deferred events that are due, one of each stream, then new ones. */
export const readNext = async (
  database: Database,
  subscriber: string,
  limit: number,
): Promise<ReadonlyArray<PendingEvent>> => {
  const s = database.schema
  const columns = `e.stream, e.number, e.kind, e.facts, e.line_ids, ${milliseconds("e.at")} as at`
  const found = await database.rows<NextRow>(
    {
      name: "next events",
      text: `select stream, number, kind, facts, line_ids, at, deferred, failures
        from (
          (select ${columns}, e.position, true as deferred, d.failures
          from (
            select distinct on (stream) * from ${s}.deferred_event where subscriber = $1 order by stream, number
          ) d
          join ${s}.event e on (e.stream, e.number) = (d.stream, d.number)
          where ${isDue("d")} order by e.position limit $2)
          union all
          (select ${columns}, e.position, false, 0
          from ${s}.subscriber s join ${s}.event e on e.position > s.position
          where s.name = $1 and e.kind <> '${PRODUCTS_CHANGED}' order by e.position limit $2)
        ) next
        order by deferred desc, position`,
    },
    [subscriber, limit],
  )
  const blocked = await blockedStreams(database, subscriber, found)
  return found.map(({ stream, number, kind, facts, line_ids, at, deferred, failures }) => ({
    id: `${stream}/${number}`,
    event: eventOf({ stream, kind, facts, lineIds: line_ids, at: dateOf(at) }),
    stream,
    deferred,
    failures,
    blocked: !deferred && blocked.has(stream),
  }))
}

interface NextRow {
  readonly stream: string
  readonly number: number
  readonly kind: string
  readonly facts: unknown
  readonly line_ids: ReadonlyArray<number> | null
  readonly at: number
  readonly deferred: boolean
  readonly failures: number
}

/**
 * Returns the streams whose new events have to wait behind a deferred one. Only the holder of the lease defers events,
 * and it reads this after the events, so none is missed.
 */
const blockedStreams = async (
  { rows, schema: s }: Database,
  subscriber: string,
  found: ReadonlyArray<NextRow>,
): Promise<ReadonlySet<unknown>> => {
  const streams = new Set(found.flatMap(({ stream, deferred }) => (deferred ? [] : [stream])))
  if (streams.size === 0) return new Set()
  const text = `select distinct stream from ${s}.deferred_event where subscriber = $1 and stream = any ($2::text[])`
  const blocked = await rows({ name: "blocked streams", text }, [subscriber, [...streams]])
  return new Set(blocked.map(({ stream }) => stream))
}
