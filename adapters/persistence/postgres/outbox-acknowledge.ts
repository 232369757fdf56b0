import type { EventOutcome } from "../../../application/ports/outbox.ts"
import type { Database } from "./database.ts"

/** Records outcomes in one statement if the token is the latest one. Returns whether it is. */
export const acknowledge = async (
  { rows, schema: s }: Database,
  subscriber: string,
  token: number,
  outcomes: ReadonlyArray<EventOutcome>,
): Promise<boolean> => {
  const last = outcomes.findLast(({ deferred }) => !deferred)
  const [stream, number] = last === undefined ? [null, null] : keyOf(last)
  const [row] = await rows(
    {
      name: "acknowledge events",
      text: `with reached as (
          select e.position from ${s}.event e where e.stream = $3 and e.number = $4
        ), mine as (
          update ${s}.subscriber set position = coalesce((select position from reached), position)
          where name = $1 and token = $2 returning name
        ), outcome as (
          select * from unnest($5::text[], $6::bigint[], $7::integer[], $8::float8[])
            as o (stream, number, failures, pause)
        ), delivered as (
          delete from ${s}.deferred_event d using mine, outcome o
          where d.subscriber = mine.name and (d.stream, d.number) = (o.stream, o.number) and o.pause is null
        ), deferred as (
          insert into ${s}.deferred_event as d (subscriber, stream, number, failures, deferred_at, due)
          select mine.name, o.stream, o.number, o.failures, now(), now() + o.pause * interval '1 second'
          from mine, outcome o where o.pause is not null
          on conflict (subscriber, stream, number) do update set
            failures = excluded.failures, deferred_at = excluded.deferred_at, due = excluded.due
        )
        select pg_catalog.count(*) as count from mine`,
    },
    [
      ...[subscriber, token, stream, number],
      outcomes.map((outcome) => keyOf(outcome)[0]),
      outcomes.map((outcome) => keyOf(outcome)[1]),
      outcomes.map(({ failures }) => failures),
      outcomes.map(({ retryInSeconds }) => retryInSeconds),
    ],
  )
  return Number(row?.count) === 1
}

/** The key of an event: its stream, and its number in the stream. The id consists of both. */
const keyOf = ({ id }: EventOutcome): readonly [stream: string, number: number] => {
  const end = id.lastIndexOf("/")
  return [id.slice(0, end), Number(id.slice(end + 1))]
}
