import { Effect, Result } from "effect"
import type { ProfileConflict, Profiles, ProfileUpdate, UpdatedProfile } from "../../../application/ports/profiles.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import { columnsOf, type DetailsRow, detailsColumns, detailsOf, profileColumns } from "./account-columns.ts"
import type { Database } from "./database.ts"
import { updateInSteps } from "./distributed/update-profile.ts"
import { findProfile, type UpdatedRow } from "./find-profile.ts"
import { idOrNone } from "./ids.ts"
import { metadataOf } from "./metadata-column.ts"

export const makeProfiles = (database: Database): Profiles => ({
  find: (id) =>
    Effect.promise(async () => {
      const [row] = await database.rows<DetailsRow>(findProfile(database.schema), [idOrNone(id)])
      return row === undefined ? null : detailsOf(row)
    }),

  update: (id, change, at) =>
    Effect.promise(() => update(database, id, change, at)).pipe(Effect.flatMap(Effect.fromResult)),
})

/*
 * The row is locked before it is read: each of several concurrent updates returns the picture that it replaced,
 * so that no file is removed twice and none is forgotten. The version is compared with the locked row. What is not given keeps the value that the row has then.
 */
const updateAtOnce = async (
  { rows, schema: s }: Database,
  id: AccountId,
  { profile, metadata, passwordHash, from }: ProfileUpdate,
  at: Date,
): Promise<UpdatedRow | undefined> => {
  const columns = Object.values(profileColumns)
  const replaces = profile.picture !== undefined
  const described = [metadata !== undefined, metadataOf({ metadata })]
  const [row] = await rows<UpdatedRow>(
    {
      name: "update profile",
      text: `with former as (
          select id, picture from ${s}.account
          where id = $1 and erased_at is null and ($6::bigint is null or version = $6) for no key update
        ),
        noted as (
          insert into ${s}.noted_picture (name) select picture from former where $5::boolean and picture is not null
          on conflict do nothing
        ),
        ended as (delete from ${s}.session where $3::text is not null and account = (select id from former))
        update ${s}.account a set (${columns.join(", ")}) = (
            select ${columns.map((column) => `r.${column}`).join(", ")} from jsonb_populate_record(a, $2::jsonb) r
          ),
          metadata = case when $7::boolean then $8::json else a.metadata end,
          password_hash = coalesce($3, a.password_hash),
          password_changed_at = case when $3 is null then a.password_changed_at else $4::timestamptz end,
          updated_at = $4, version = a.version + 1, is_indexed = false
        from former where a.id = former.id
        returning former.picture as former_picture, ${detailsColumns}`,
    },
    [
      ...[idOrNone(id), JSON.stringify(columnsOf(profile)), passwordHash ?? null, at.toISOString(), replaces],
      ...[from ?? null, ...described],
    ],
  )
  return row
}

const update = async (
  database: Database,
  id: AccountId,
  change: ProfileUpdate,
  at: Date,
): Promise<Result.Result<UpdatedProfile | null, ProfileConflict>> => {
  const row = await (database.isDistributed ? updateInSteps : updateAtOnce)(database, id, change, at)
  if (row === undefined)
    return change.from !== undefined && (await exists(database, id))
      ? Result.fail({ _tag: "ProfileConflict" })
      : Result.succeed(null)
  const { former_picture } = row
  const formerPicture = former_picture === null ? null : PictureName(former_picture)
  return Result.succeed({ details: detailsOf(row), formerPicture })
}

const exists = async ({ rows, schema: s }: Database, id: AccountId): Promise<boolean> => {
  const text = `select 1 from ${s}.account where id = $1 and erased_at is null`
  return (await rows({ name: "account exists", text }, [idOrNone(id)])).length > 0
}
