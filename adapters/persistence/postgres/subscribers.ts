import { Effect } from "effect"
import { MAX_BEHIND, MAX_LISTED_EVENTS, type Subscribers } from "../../../application/ports/subscribers.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { dateOf, milliseconds } from "./time.ts"

/** Shows what the outbox still has to deliver. Events without a position are new to every subscriber. */
export const makeSubscribers = (database: Database): Subscribers => {
  const s = database.schema
  const some = (condition: string) =>
    `(select pg_catalog.count(*) from (
      select from ${s}.event e where ${condition} and e.kind <> '${PRODUCTS_CHANGED}' limit ${MAX_BEHIND}
    ) found)`
  const list = {
    name: "list subscribers",
    text: `select s.name, ${some("e.position > s.position")} + ${some("e.position is null")} as behind,
        (select pg_catalog.count(*) from ${s}.deferred_event d where d.subscriber = s.name) as deferred,
        (
          select pg_catalog.json_agg(
            pg_catalog.json_build_array(d.stream, d.number, e.kind, d.failures, ${milliseconds("d.due")})
            order by d.due, d.stream, d.number
          )
          from (
            select * from ${s}.deferred_event where subscriber = s.name
            order by due, stream, number limit ${MAX_LISTED_EVENTS}
          ) d join ${s}.event e on (e.stream, e.number) = (d.stream, d.number)
        ) as next
      from ${s}.subscriber s order by s.name collate "C"`,
  }
  const retry = {
    name: "retry events",
    text: `update ${s}.deferred_event set due = now(), deferred_at = now() where subscriber = $1 returning 1`,
  }
  return {
    list: () =>
      Effect.promise(async () =>
        (await database.rows<SubscriberRow>(list, [])).map(({ name, behind, deferred, next }) => ({
          name,
          behind: Math.min(MAX_BEHIND, Number(behind)),
          deferred: Number(deferred),
          next: (next ?? []).map(([stream, number, kind, failures, due]) => ({
            id: `${stream}/${number}`,
            kind,
            failures,
            due: dateOf(due),
          })),
        })),
      ),
    retry: (subscriber) => Effect.promise(async () => (await database.rows(retry, [subscriber])).length),
  }
}

interface SubscriberRow {
  readonly name: string
  readonly behind: number
  readonly deferred: number
  readonly next: ReadonlyArray<NextElements> | null
}

/** An element of the JSON array `next`. */
type NextElements = readonly [stream: string, number: number, kind: ShopEvent["_tag"], failures: number, due: number]
