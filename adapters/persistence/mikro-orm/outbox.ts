import { Effect } from "effect"
import type { EventOutcome, Outbox, PendingEvent } from "../../../application/ports/outbox.ts"
import { type ShopEvent, streamOf } from "../../../domain/event/event.ts"
import type { Database } from "./database.ts"
import { type EventColumns, eventOf, placedIn } from "./event-rows.ts"
import { readPlacedOrders } from "./placed-orders.ts"
import { retryWithBackoff } from "./retry-with-backoff.ts"

export const makeOutbox = (database: Database): Outbox => {
  let settledIn: Promise<unknown> | undefined
  // Once, and again where it failed.
  const settleIn = () => {
    const text = `select ${database.schema}.settle_in_events()`
    settledIn ??= database.rows({ name: "acknowledge in events", text }, []).catch((error: unknown) => {
      settledIn = undefined
      throw error
    })
    return settledIn
  }
  const outbox = feedOf(database)
  return { ...outbox, lease: (...asked) => Effect.andThen(Effect.promise(settleIn), outbox.lease(...asked)) }
}

const feedOf = (database: Database): Outbox => ({
  lease: (subscriber, { holder, seconds, from }) =>
    Effect.promise(() =>
      retryWithBackoff(database, () => lease(database, [subscriber, holder, seconds, from === "now"])),
    ),
  next: (subscriber, limit) => Effect.promise(() => readNext(database, subscriber, limit)),
  acknowledge: (subscriber, token, outcomes) =>
    Effect.promise(() => retryWithBackoff(database, () => acknowledge(database, subscriber, token, outcomes))),
  deleteSubscriber: (subscriber) =>
    Effect.promise(async () => {
      const text = `delete from ${database.schema}.subscriber where name = $1`
      await database.rows({ name: "deleteSubscriber subscriber", text }, [subscriber])
    }),
})

/** Looks first, so that those who wait for another's lease to run out write nothing. */
const lease = async ({ rows, schema: s }: Database, values: ReadonlyArray<unknown>): Promise<number | null> => {
  const [row] = await rows(
    {
      name: "lease subscriber",
      text: `insert into ${s}.subscriber as mine (name, tx, event, holder, leased_until)
        select $1, case when $4 then pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) else '0' end, 0, $2,
          pg_catalog.now() + $3::float8 * interval '1 second'
        where not exists (
          select from ${s}.subscriber where name = $1 and holder <> $2 and leased_until > pg_catalog.now()
        )
        on conflict (name) do update set holder = excluded.holder, leased_until = excluded.leased_until,
          token = mine.token + (mine.holder <> excluded.holder)::integer
        where mine.holder = excluded.holder or mine.leased_until <= pg_catalog.now()
        returning token`,
    },
    values,
  )
  return row === undefined ? null : Number(row[0])
}

const readNext = async (
  database: Database,
  subscriber: string,
  limit: number,
): Promise<ReadonlyArray<PendingEvent>> => {
  const s = database.schema
  const columns = `e.tx, e.id, e.kind, coalesce(e."order", e.account, e.sku, e.product) as subject, e.facts, e.at`
  const found = (await database.rows(
    {
      name: "next events",
      text: `select tx::text, id::text, kind, subject, facts, extract(epoch from at)::float8 * 1000,
          stream, put_off, failures
        from (
          (select ${columns}, p.stream, true as put_off, p.failures
          from (
            select distinct on (stream) * from ${s}.event_put_off
            where subscriber = $1 order by stream, tx, event
          ) p
          join ${s}.event e on (e.tx, e.id) = (p.tx, p.event)
          where p.due <= pg_catalog.now() order by e.tx, e.id limit $2)
          union all
          (select ${columns}, null, false, 0
          from ${s}.subscriber s join ${s}.event e on (e.tx, e.id) > (s.tx, s.event)
          where s.name = $1 and e.tx < pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
          order by e.tx, e.id limit $2)
        ) next
        order by put_off desc, next.tx, next.id`,
    },
    [subscriber, limit],
  )) as ReadonlyArray<NextColumns>
  const placed = await readPlacedOrders(database, placedIn(found))
  const pending = found.map((row) => {
    const event: ShopEvent = eventOf(row, placed)
    return { id: `${row[0]}/${row[1]}`, event, stream: row[6] ?? streamOf(event), deferred: row[7], failures: row[8] }
  })
  const blocked = await streamsPutOff(database, subscriber, pending)
  return pending.map((event) => ({ ...event, blocked: !event.deferred && blocked.has(event.stream) }))
}

type NextColumns = readonly [...EventColumns, stream: string | null, deferred: boolean, failures: number]

/**
 * Which streams of new events have to wait. Asked after the events were read and only by who holds the lease, who alone
 * puts off: none is missed.
 */
const streamsPutOff = async (
  { rows, schema: s }: Database,
  subscriber: string,
  pending: ReadonlyArray<{ readonly stream: string; readonly deferred: boolean }>,
): Promise<ReadonlySet<unknown>> => {
  const streams = new Set(pending.filter(({ deferred }) => !deferred).map(({ stream }) => stream))
  if (streams.size === 0) return new Set()
  const text = `select distinct stream from ${s}.event_put_off where subscriber = $1 and stream = any ($2::text[])`
  const found = await rows({ name: "streams put off", text }, [subscriber, [...streams]])
  return new Set(found.map(([stream]) => stream))
}

const acknowledge = async (
  { rows, schema: s }: Database,
  subscriber: string,
  token: number,
  outcomes: ReadonlyArray<EventOutcome>,
): Promise<boolean> => {
  const last = outcomes.findLast(({ deferred }) => !deferred)
  const [row] = await rows(
    {
      name: "acknowledge events",
      text: `with mine as (
          update ${s}.subscriber set tx = coalesce($3::text::xid8, tx), event = coalesce($4::bigint, event)
          where name = $1 and token = $2 returning name
        ), outcome as (
          select * from unnest($5::text[]::xid8[], $6::bigint[], $7::text[], $8::integer[], $9::float8[])
            as o (tx, event, stream, failures, pause)
        ), told as (
          delete from ${s}.event_put_off p using mine, outcome o
          where p.subscriber = mine.name and (p.stream, p.tx, p.event) = (o.stream, o.tx, o.event) and o.pause is null
        ), put_off as (
          insert into ${s}.event_put_off as p (subscriber, stream, tx, event, failures, due)
          select mine.name, o.stream, o.tx, o.event, o.failures, pg_catalog.now() + o.pause * interval '1 second'
          from mine, outcome o where o.pause is not null
          on conflict (subscriber, stream, tx, event) do update set failures = excluded.failures, due = excluded.due
        )
        select pg_catalog.count(*) from mine`,
    },
    [
      subscriber,
      token,
      ...(last === undefined ? [null, null] : last.id.split("/")),
      outcomes.map(({ id }) => id.split("/")[0]),
      outcomes.map(({ id }) => id.split("/")[1]),
      outcomes.map(({ stream }) => stream),
      outcomes.map(({ failures }) => failures),
      outcomes.map(({ retryInSeconds }) => retryInSeconds),
    ],
  )
  return Number(row?.[0]) === 1
}
