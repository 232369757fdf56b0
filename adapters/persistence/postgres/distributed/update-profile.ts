import type { ProfileUpdate } from "../../../../application/ports/profiles.ts"
import type { AccountId } from "../../../../domain/account/account.ts"
import { columnsOf, type DetailsRow } from "../account-columns.ts"
import { endSessions } from "../account-security.ts"
import { type Database, unnamed } from "../database.ts"
import { findProfile, type UpdatedRow } from "../find-profile.ts"
import { idOrNone } from "../ids.ts"
import { metadataOf } from "../metadata-column.ts"

/**
 * Updates a profile by statements of one transaction, because Citus changes a copied table in no statement that reads a
 * distributed one. The row is locked first. Returns the updated profile, or `undefined` if the account does not exist or
 * its profile has another version than `from`.
 */
export const updateInSteps = (
  database: Database,
  id: AccountId,
  { profile, metadata, passwordHash, from }: ProfileUpdate,
  at: Date,
): Promise<UpdatedRow | undefined> =>
  database.transaction(async (queries) => {
    const s = database.schema
    const [former] = await queries.rows<{ readonly picture: string | null }>(
      {
        name: "lock profile",
        text: `select picture from ${s}.account
          where id = $1 and erased_at is null and ($2::bigint is null or version = $2) for no key update`,
      },
      [idOrNone(id), from ?? null],
    )
    if (former === undefined) return undefined
    if (profile.picture !== undefined && former.picture !== null) {
      const note = `insert into ${s}.noted_picture (name) values ($1) on conflict do nothing`
      await queries.rows({ name: "note replaced picture", text: note }, [former.picture])
    }
    if (passwordHash !== undefined) await queries.rows(endSessions(s), [id])
    const changed = {
      ...columnsOf(profile),
      ...(passwordHash !== undefined && { password_hash: passwordHash, password_changed_at: at.toISOString() }),
      ...(metadata !== undefined && { metadata: metadataOf({ metadata }) }),
      updated_at: at.toISOString(),
    }
    const assigned = Object.keys(changed).map((column, i) => `${column} = $${i + 2}`)
    const text = `update ${s}.account set ${assigned.join(", ")}, version = version + 1, is_indexed = false where id = $1`
    await queries.rows(unnamed(text), [id, ...Object.values(changed)])
    const [row] = await queries.rows<DetailsRow>(findProfile(s), [id])
    return row && { ...row, former_picture: former.picture }
  })
