import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** The shop's id, random session ids, and an expiry for sessions of opaque tokens. */
export class Tokens extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const sql of [...shop(s), ...sessions(s)]) this.addSql(sql)
  }
}

const randomId = "replace(pg_catalog.gen_random_uuid()::text, '-', '')"

const shop = (s: string): ReadonlyArray<string> => [
  `create table ${s}.shop (
    is_only_row boolean primary key default true check (is_only_row),
    id text collate "C" not null check (id <> '')
  )`,
  `insert into ${s}.shop (id) values (${randomId})`,
]

const sessions = (s: string): ReadonlyArray<string> => [
  // JWTs of earlier versions name neither the shop nor a random session id, so they are no longer accepted.
  `delete from ${s}.session where token_digest like 'jti:%'`,
  `alter table ${s}.session add column sid text collate "C" not null default ${randomId}`,
  // From here on the server assigns the id. A server of an earlier version cannot open sessions.
  `alter table ${s}.session alter column sid drop default, add constraint session_sid_key unique (sid)`,
  `update ${s}.session set expires_at = now() + interval '90 days' where expires_at is null`,
]
