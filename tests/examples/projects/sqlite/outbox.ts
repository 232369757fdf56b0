import { type Outbox, type PendingEvent, type ShopEvent, streamOf } from "shopwright/ports"
import { type Database, fromJson } from "./database.ts"

/** Records events. The caller does so in the transaction that records the decision. */
export const putEvent = (db: Database, event: ShopEvent): void => {
  const insert = "insert into event (stream, event, at) values (?, ?, ?)"
  db.run(insert, streamOf(event), JSON.stringify(event), event.at)
}

/** Events and subscribers, in SQLite. Writers are serialized, so event ids have commit order. */
export const sqliteOutbox = (db: Database): Outbox => ({
  lease: (name, { holder, seconds, from }) =>
    db.write(() => {
      const now = Date.now()
      const known = findSubscriber(db, name)
      if (known === undefined) {
        const start = from === "now" ? "(select ifnull(max(number), 0) from event)" : "0"
        const insert = `insert into subscriber (name, position, holder, token, leased_until) values (?, ${start}, ?, 1, ?)`
        db.run(insert, name, holder, now + seconds * 1000)
        return 1
      }
      if (known.holder !== holder && known.leased_until > now) return null
      const token = known.holder === holder ? known.token : known.token + 1
      const update = "update subscriber set holder = ?, token = ?, leased_until = ? where name = ?"
      db.run(update, holder, token, now + seconds * 1000, name)
      return token
    }),

  waiting: (names) =>
    db.read(() => names.filter((name) => findSubscriber(db, name) === undefined || nextOf(db, name, 1).length > 0)),

  next: (name, limit) => db.read(() => nextOf(db, name, limit)),

  acknowledge: (name, token, outcomes) =>
    db.write(() => {
      if (findSubscriber(db, name)?.token !== token) return false
      for (const { id, deferred, failures, retryInSeconds } of outcomes) {
        const number = Number(id)
        if (!deferred) db.run("update subscriber set position = ? where name = ?", number, name)
        if (retryInSeconds === null) db.run("delete from put_off where subscriber = ? and event = ?", name, number)
        else {
          const replace = "insert or replace into put_off (subscriber, event, failures, due) values (?, ?, ?, ?)"
          db.run(replace, name, number, failures, Date.now() + retryInSeconds * 1000)
        }
      }
      return true
    }),

  latest: () => db.read(() => db.first<{ readonly number: number }>(latest)?.number ?? 0),

  deleteSubscriber: (name) => db.write(() => void db.run("delete from subscriber where name = ?", name)),
})

const nextOf = (db: Database, name: string, limit: number): ReadonlyArray<PendingEvent> => {
  const subscriber = findSubscriber(db, name)
  if (subscriber === undefined) return []
  const due = db.all<PendingRow>(dueAgain, name, Date.now(), limit)
  const fresh = db.all<PendingRow>(notTold, name, subscriber.position, limit)
  return [...due.map((row) => pending(row, true)), ...fresh.map((row) => pending(row, false))]
}

interface SubscriberRow {
  readonly position: number
  readonly holder: string
  readonly token: number
  readonly leased_until: number
}

const findSubscriber = (db: Database, name: string): SubscriberRow | undefined =>
  db.first("select * from subscriber where name = ?", name)

interface PendingRow {
  readonly number: number
  readonly stream: string
  readonly event: string
  readonly failures: number
  readonly blocked: number
}

/** The first deferred event of each stream, if it is due. */
const dueAgain = `
  select e.number, e.stream, e.event, p.failures, 0 as blocked
  from put_off p join event e on e.number = p.event
  where p.subscriber = ? and p.due <= ? and not exists (
    select 1 from put_off q join event f on f.number = q.event
    where q.subscriber = p.subscriber and f.stream = e.stream and f.number < e.number
  )
  order by e.number limit ?`

const latest = "select seq as number from sqlite_sequence where name = 'event'"

const notTold = `
  select e.number, e.stream, e.event, 0 as failures, e.stream in (
    select f.stream from put_off p join event f on f.number = p.event where p.subscriber = ?
  ) as blocked
  from event e where e.number > ? order by e.number limit ?`

const pending = ({ number, stream, event, failures, blocked }: PendingRow, deferred: boolean): PendingEvent => ({
  id: String(number),
  event: fromJson(event) as ShopEvent,
  stream,
  deferred,
  failures,
  blocked: blocked === 1,
})

/** Announces a change that no event describes: the next event has a greater number. */
export const announceChange = (db: Database): void => {
  db.run(`insert into sqlite_sequence (name, seq) select 'event', 0 where not exists (${latest})`)
  db.run("update sqlite_sequence set seq = seq + 1 where name = 'event'")
}
