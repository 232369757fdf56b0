import { latestRecordedTime, type Retention } from "shopwright/ports"
import type { Database } from "./database.ts"

/** Removes expired records, in SQLite. */
export const sqliteRetention = (db: Database): Retention => ({
  removeKeys: (before, limit, now) =>
    db.write(() => {
      const remove = (table: string) => {
        db.run(`update ${table} set at = ? where at > ?`, now, latestRecordedTime(now))
        const old = `select rowid from ${table} where at < ? order by at limit ?`
        return db.run(`delete from ${table} where rowid in (${old})`, before, limit).changes
      }
      return Math.max(remove("order_key"), remove("stock_key"), remove("catalog_key"))
    }),

  removeEvents: (before, limit, now) =>
    db.write(() => {
      db.run("update event set at = ? where at > ?", now, latestRecordedTime(now))
      const old = `
        select number from event
        where at < ? and number not in (select event from put_off)
          and not exists (select 1 from subscriber where position < event.number)
        order by number limit ?`
      return db.run(`delete from event where number in (${old})`, before, limit).changes
    }),
})
