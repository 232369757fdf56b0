import { Effect } from "effect"
import type { UnusedPictures } from "../../../application/ports/unused-pictures.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import type { Database } from "./database.ts"

export const makeUnusedPictures = (database: Database): UnusedPictures => {
  const s = database.schema
  const send = <Row extends object>(name: string, text: string, values: ReadonlyArray<unknown>) =>
    database.rows<Row>({ name, text }, values)
  const forget = async (pictures: ReadonlyArray<unknown>): Promise<void> => {
    if (pictures.length === 0) return
    await send("forget pictures", `delete from ${s}.noted_picture where name = any ($1::text[])`, [pictures])
  }
  const referring = `select picture from ${s}.account where picture = any ($1::text[])
    union all select name from ${s}.product_picture where name = any ($1::text[])`
  return {
    note: (picture) =>
      Effect.promise(async () => {
        await send("note picture", `insert into ${s}.noted_picture (name) values ($1) on conflict do nothing`, [
          picture,
        ])
      }),
    find: (seconds, limit) =>
      Effect.promise(async () => {
        const noted = `select name from ${s}.noted_picture where at <= now() - $1::float8 * interval '1 second'
          order by at limit $2`
        const names = (await send<{ readonly name: string }>("noted pictures", noted, [seconds, limit])).map(
          ({ name }) => name,
        )
        if (names.length === 0) return []
        const used = new Set(
          (await send<{ readonly picture: string }>("used pictures", referring, [names])).map(({ picture }) => picture),
        )
        await forget([...used])
        return names.filter((name) => !used.has(name)).map((name) => PictureName(name))
      }),
    unknown: (pictures) =>
      Effect.promise(async () => {
        if (pictures.length === 0) return []
        // One statement, because a note is replaced by a record.
        const known = `${referring} union all select name from ${s}.noted_picture where name = any ($1::text[])`
        const found = await send<{ readonly picture: string }>("known pictures", known, [pictures])
        const names = new Set(found.map(({ picture }) => picture))
        return pictures.filter((name) => !names.has(name))
      }),
    forget: (pictures) => Effect.promise(() => forget(pictures)),
  }
}

/**
 * Notes pictures outside a transaction of the host, which may roll back. Does not wait for the note, because the host
 * may hold the only connection of the pool.
 */
export const notingOutside = (pictures: UnusedPictures): UnusedPictures => ({
  ...pictures,
  note: (picture) => Effect.sync(() => void Effect.runPromise(pictures.note(picture)).catch(() => undefined)),
})
