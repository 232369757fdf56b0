import { Effect } from "effect"
import type { ApiKeys, NewApiKey, OwnedApiKey } from "../../../application/ports/api-keys.ts"
import { type ApiKeyId, isApiKeyId } from "../../../domain/account/api-key.ts"
import type { ApiKeyScope } from "../../../domain/account/api-key-scope.ts"
import { newApiKeyId } from "../api-key-id.ts"
import { type AccountRow, accountColumns, accountOf } from "./account-columns.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { dateOf, dateOrNull, milliseconds } from "./time.ts"

export const makeApiKeys = (database: Database): ApiKeys => {
  const s = database.schema
  const select = `select k.key_id, k.name, k.scopes, k.hint, ${milliseconds("k.created_at")} as created_at,
    ${milliseconds("k.expires_at")} as expires, ${milliseconds("k.used_at")} as used, ${accountColumns}
    from ${s}.api_key k join ${s}.account a on a.id = k.account`
  const read = (name: string, rest: string, values: ReadonlyArray<unknown>) =>
    Effect.promise(async () => {
      const rows = await database.rows<ApiKeyRow>({ name, text: `${select} ${rest}` }, values)
      return rows.map(ownedKey)
    })
  return {
    add: (key, max) =>
      Effect.promise(async () => {
        const id = newApiKeyId()
        const rows = await database.rows({ name: "add api key", text: add(s) }, valuesOf(key, id, max))
        return rows.length === 0 ? null : id
      }),

    find: (digest) => Effect.map(read("find api key", "where k.digest = $1", [digest]), ([key]) => key ?? null),

    list: () => read("list api keys", "order by k.created_at desc, k.key_id", []),

    recordUse: (id, at) =>
      Effect.promise(async () => {
        if (!isApiKeyId(id)) return
        const text = `update ${s}.api_key set used_at = $2 where key_id = $1`
        await database.rows({ name: "record use of api key", text }, [id, at.toISOString()])
      }),

    remove: (id) =>
      Effect.promise(async () => {
        if (!isApiKeyId(id)) return false
        const text = `delete from ${s}.api_key where key_id = $1 returning account`
        return (await database.rows({ name: "remove api key", text }, [id])).length > 0
      }),
  }
}

const add = (s: string): string => `
  insert into ${s}.api_key (key_id, account, digest, name, scopes, hint, created_at, expires_at)
  select $1, a.id, $3, $4, $5, $6, $7, $8 from ${s}.account a
  where a.id = $2 and a.erased_at is null
    and (select pg_catalog.count(*) from ${s}.api_key where account = $2) < $9::integer
  returning account`

const valuesOf = (key: NewApiKey, id: ApiKeyId, max: number): ReadonlyArray<unknown> => [
  id,
  idOrNone(key.account),
  key.digest,
  key.name,
  key.scopes.join(" "),
  key.hint,
  key.createdAt.toISOString(),
  key.expiresAt?.toISOString() ?? null,
  max,
]

interface ApiKeyRow extends AccountRow {
  readonly key_id: string
  readonly name: string
  readonly scopes: string
  readonly hint: string
  readonly created_at: number
  readonly expires: number | null
  readonly used: number | null
}

/** What was checked when it was stored is not checked again when it is read. */
const ownedKey = (row: ApiKeyRow): OwnedApiKey => {
  const owner = accountOf(row)
  return {
    owner,
    key: {
      id: row.key_id as ApiKeyId,
      account: owner.id,
      name: row.name,
      scopes: row.scopes.split(" ") as ReadonlyArray<ApiKeyScope>,
      hint: row.hint,
      createdAt: dateOf(row.created_at),
      expiresAt: dateOrNull(row.expires),
      lastUsedAt: dateOrNull(row.used),
    },
  }
}
