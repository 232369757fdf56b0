import { Effect } from "effect"
import {
  MAX_BEHIND,
  MAX_LISTED_EVENTS,
  type SubscriberProgress,
  type Subscribers,
} from "../../../application/ports/subscribers.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database, Statement } from "./database.ts"
import { dateOf, milliseconds } from "./time.ts"

/** Returns the subscribers by name, with the position up to which each has handled the events. */
export const readPositions = ({ rows, schema: s }: Database): Promise<ReadonlyArray<PositionRow>> =>
  rows(
    { name: "subscriber positions", text: `select name, position from ${s}.subscriber order by name collate "C"` },
    [],
  )

/** Shows what the outbox still has to deliver. Events without a position are new to every subscriber. */
export const makeSubscribers = (database: Database): Subscribers => {
  const s = database.schema
  const some = (condition: string) =>
    `(select 1 from ${s}.event e where ${condition} and e.kind <> '${PRODUCTS_CHANGED}' limit ${MAX_BEHIND})`
  const behind = {
    name: "events behind",
    text: `select pg_catalog.count(*) as count
      from (${some("e.position > $1")} union all ${some("e.position is null")}) found`,
  }
  const deferred = {
    name: "count deferred events",
    text: `select pg_catalog.count(*) as count from ${s}.deferred_event where subscriber = $1`,
  }
  const next = {
    name: "deferred events",
    text: `select d.stream, d.number, e.kind, d.failures, ${milliseconds("d.due")} as due
      from (
        select * from ${s}.deferred_event where subscriber = $1 order by due, stream, number limit ${MAX_LISTED_EVENTS}
      ) d join ${s}.event e on (e.stream, e.number) = (d.stream, d.number)
      order by d.due, d.stream, d.number`,
  }
  const numberOf = async (statement: Statement, value: number | string): Promise<number> =>
    Number((await database.rows(statement, [value]))[0]?.count)
  const progressOf = async ({ name, position }: PositionRow) => ({
    name,
    behind: Math.min(MAX_BEHIND, await numberOf(behind, position)),
    deferred: await numberOf(deferred, name),
    next: (await database.rows<DeferredRow>(next, [name])).map(({ stream, number, kind, failures, due }) => ({
      id: `${stream}/${number}`,
      kind,
      failures,
      due: dateOf(due),
    })),
  })
  const retry = {
    name: "retry events",
    text: `update ${s}.deferred_event set due = now(), deferred_at = now() where subscriber = $1 returning 1`,
  }
  return {
    list: () =>
      Effect.promise(async () => {
        const progress: Array<SubscriberProgress> = []
        for (const subscriber of await readPositions(database)) progress.push(await progressOf(subscriber))
        return progress
      }),
    retry: (subscriber) => Effect.promise(async () => (await database.rows(retry, [subscriber])).length),
  }
}

interface PositionRow {
  readonly name: string
  readonly position: number
}

interface DeferredRow {
  readonly stream: string
  readonly number: number
  readonly kind: ShopEvent["_tag"]
  readonly failures: number
  readonly due: number
}
