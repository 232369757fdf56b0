import { Effect } from "effect"
import type { Retention } from "../../../application/ports/retention.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import { CATALOG_STREAM } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { sweepLock } from "./distributed/sweep-lock.ts"

/** Removes what others do not hold at the moment; what is skipped is found the next time. */
export const makeRetention = (database: Database): Retention => {
  const s = database.schema
  const keys = {
    name: "remove keys",
    text: `with corrected as (
        update ${s}.order_key set at = $3 where at > $4
      ), corrected_stock as (
        update ${s}.stock_key set at = $3 where at > $4
      ), corrected_catalog as (
        update ${s}.catalog_key set at = $3 where at > $4
      ), old as (
        select account, key from ${s}.order_key where at < $1 order by at limit $2 ${sweepLock(database)}
      ), gone as (
        delete from ${s}.order_key k using old where (k.account, k.key) = (old.account, old.key) returning 1
      ), old_stock as (
        select account, key from ${s}.stock_key where at < $1 order by at limit $2 ${sweepLock(database)}
      ), gone_stock as (
        delete from ${s}.stock_key k using old_stock o where (k.account, k.key) = (o.account, o.key) returning 1
      ), old_catalog as (
        select account, key from ${s}.catalog_key where at < $1 order by at limit $2 ${sweepLock(database)}
      ), gone_catalog as (
        delete from ${s}.catalog_key k using old_catalog o where (k.account, k.key) = (o.account, o.key) returning 1
      )
      select greatest(
        (select pg_catalog.count(*) from gone),
        (select pg_catalog.count(*) from gone_stock),
        (select pg_catalog.count(*) from gone_catalog)
      ) as count`,
  }
  // Announcements are for product lists, so they wait for no subscriber and are not counted.
  // Of the oldest only, so that a shop with nothing to remove does not read all of its events to find that out.
  const events = {
    name: "remove events",
    text: `with oldest as (
        select * from (
          select e.stream, e.number, e.at, e.position from ${s}.event e
          where e.position is not null and e.stream <> '${CATALOG_STREAM}'
            and not exists (select from ${s}.deferred_event d where (d.stream, d.number) = (e.stream, e.number))
          order by e.position limit $2
        ) placed
        union all
        select * from (
          select e.stream, e.number, e.at, e.position from ${s}.event e
          where e.position is null and e.stream <> '${CATALOG_STREAM}' order by e.id limit $2
        ) unplaced
      ), corrected as (
        update ${s}.event e set at = $3 from oldest o where (e.stream, e.number) = (o.stream, o.number) and o.at > $4
      ), gone as (
        delete from ${s}.event e using oldest o
        where (e.stream, e.number) = (o.stream, o.number) and o.at < $1 and not exists (
          select from ${s}.subscriber b where o.position is null or b.position < o.position
        )
        returning 1
      ), announcements as (
        delete from ${s}.event where stream = '${CATALOG_STREAM}' and at < $1 and number in (
          select number from ${s}.event where stream = '${CATALOG_STREAM}' order by number limit $2
        )
      )
      select pg_catalog.count(*) as count from gone`,
  }
  const remove = (statement: typeof keys) => (before: Date, limit: number, now: Date) =>
    Effect.promise(async () => {
      const values = [before.toISOString(), limit, now.toISOString(), latestRecordedTime(now).toISOString()]
      return Number((await database.rows(statement, values))[0]?.count)
    })
  return { removeKeys: remove(keys), removeEvents: remove(events) }
}
