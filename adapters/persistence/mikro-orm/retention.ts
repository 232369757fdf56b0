import { Effect } from "effect"
import type { Retention } from "../../../application/ports/retention.ts"
import type { Database } from "./database.ts"
import { retryWithBackoff } from "./retry-with-backoff.ts"

/** Removes what others do not hold at the moment; what is skipped is found the next time. */
export const makeRetention = (database: Database): Retention => {
  const s = database.schema
  const keys = {
    name: "remove keys",
    text: `with old as (
        select account, key from ${s}.order_key where at < $1 order by at limit $2 for update skip locked
      ), gone as (
        delete from ${s}.order_key k using old where (k.account, k.key) = (old.account, old.key) returning 1
      )
      select pg_catalog.count(*) from gone`,
  }
  // Of the oldest only, so that a shop with nothing to remove does not read all of its events to find that out.
  const events = {
    name: "remove events",
    text: `with oldest as (
        select e.tx, e.id, e.at from ${s}.event e
        where not exists (select from ${s}.event_put_off p where (p.tx, p.event) = (e.tx, e.id))
        order by e.tx, e.id limit $2
      ), gone as (
        delete from ${s}.event e using oldest o
        where (e.tx, e.id) = (o.tx, o.id) and o.at < $1
          and not exists (select from ${s}.subscriber b where (b.tx, b.event) < (o.tx, o.id))
        returning 1
      )
      select pg_catalog.count(*) from gone`,
  }
  const remove = (statement: typeof keys) => (before: Date, limit: number) =>
    Effect.promise(async () =>
      Number((await retryWithBackoff(database, () => database.rows(statement, [before.toISOString(), limit])))[0]?.[0]),
    )
  return { removeKeys: remove(keys), removeEvents: remove(events) }
}
