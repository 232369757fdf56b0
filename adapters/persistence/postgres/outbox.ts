import { Effect } from "effect"
import type { Outbox } from "../../../application/ports/outbox.ts"
import type { Database } from "./database.ts"
import { acknowledge } from "./outbox-acknowledge.ts"
import { readNext } from "./outbox-next.ts"
import { assignPositions } from "./outbox-positions.ts"
import { isLeased } from "./outbox-times.ts"
import { waitingOf } from "./outbox-waiting.ts"

/**
 * The events of a shop and the positions of its subscribers.
 *
 * A write stores its events without a position, because transactions commit in another order than they begin. Events get
 * their positions later, in transactions that follow each other. A subscriber that has read up to a position has
 * therefore missed nothing, and transactions of other programs delay no event.
 */
export const makeOutbox = (database: Database): Outbox => ({
  lease: (subscriber, { holder, seconds, from }) =>
    Effect.promise(async () => {
      if (from === "now" && !(await isKnown(database, subscriber))) await assignPositions(database)
      return lease(database, [subscriber, holder, seconds, from === "now"])
    }),
  waiting: (subscribers) => Effect.promise(() => waitingOf(database, subscribers)),
  next: (subscriber, limit) =>
    Effect.promise(async () => {
      await assignPositions(database)
      return readNext(database, subscriber, limit)
    }),
  acknowledge: (subscriber, token, outcomes) =>
    Effect.promise(() => acknowledge(database, subscriber, token, outcomes)),
  latest: () =>
    Effect.promise(async () => {
      await assignPositions(database)
      return readLatest(database)
    }),
  deleteSubscriber: (subscriber) =>
    Effect.promise(async () => {
      const text = `delete from ${database.schema}.subscriber where name = $1`
      await database.rows({ name: "delete subscriber", text }, [subscriber])
    }),
})

const isKnown = async ({ rows, schema: s }: Database, subscriber: string): Promise<boolean> =>
  (await rows({ name: "known subscriber", text: `select 1 from ${s}.subscriber where name = $1` }, [subscriber]))
    .length > 0

const readLatest = async ({ rows, schema: s }: Database): Promise<number> => {
  const [row] = await rows({ name: "latest event", text: `select last_position from ${s}.outbox` }, [])
  return Number(row?.last_position ?? 0)
}

/** Reads first, so that processes that wait for another's lease to end write nothing. */
const lease = async ({ rows, schema: s }: Database, values: ReadonlyArray<unknown>): Promise<number | null> => {
  const [row] = await rows(
    {
      name: "lease subscriber",
      text: `insert into ${s}.subscriber as mine (name, position, holder, leased_at, leased_until)
        select $1, case when $4 then o.last_position else 0 end, $2, now(), now() + $3::float8 * interval '1 second'
        from ${s}.outbox o
        where not exists (
          select from ${s}.subscriber other where name = $1 and holder <> $2 and ${isLeased("other")}
        )
        on conflict (name) do update set
          holder = excluded.holder, leased_at = excluded.leased_at, leased_until = excluded.leased_until,
          token = mine.token + (mine.holder <> excluded.holder)::integer
        where mine.holder = excluded.holder or not ${isLeased("mine", "excluded.leased_at")}
        returning token`,
    },
    values,
  )
  return row === undefined ? null : Number(row.token)
}
