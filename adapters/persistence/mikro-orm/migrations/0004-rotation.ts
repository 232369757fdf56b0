import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** Sessions whose refresh token is good for one use. */
export class Rotation extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const sql of [...tables(s), rotateRefresh(s)]) this.addSql(sql)
  }
}

const tables = (s: string): ReadonlyArray<string> => [
  `alter table ${s}.session add column rotates boolean not null default false`,
  // Tokens that were used lately, and what came after them; older ones are known by not being the session's current one.
  `create table ${s}.refresh_rotation (
    session integer not null references ${s}.session on delete cascade,
    used text collate "C" not null,
    successor text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz not null,
    primary key (session, used)
  )`,
]

/*
 * Hands a refresh token in for the next one. The session's row is locked first, so that of many who come at once with
 * one token one makes the successor; each statement after that reads anew what the one before wrote, and finds it.
 */
const rotateRefresh = (s: string): string => `
create function ${s}.rotate_refresh(
  session_id bigint, used_id text, used_digest text, next_id text, next_digest text,
  next_issued_at timestamptz, next_expires_at timestamptz, at timestamptz, since timestamptz,
  out outcome text, out id text, out issued_at float8, out expires_at float8
) language plpgsql as $$
declare
  current text;
  known record;
begin
  select s.token_digest into current from ${s}.session s
  where s.id = session_id and s.rotates and (s.expires_at is null or s.expires_at > at) for update;
  if not found then
    outcome := 'ended';
    return;
  end if;
  outcome := 'rotated';
  if current = used_digest then
    update ${s}.session s set token_digest = next_digest, expires_at = next_expires_at where s.id = session_id;
    delete from ${s}.refresh_rotation r where r.session = session_id and r.used_at < since;
    insert into ${s}.refresh_rotation (session, used, successor, issued_at, expires_at, used_at)
    values (session_id, used_id, next_id, next_issued_at, next_expires_at, at);
    id := next_id;
    issued_at := extract(epoch from next_issued_at) * 1000;
    expires_at := extract(epoch from next_expires_at) * 1000;
    return;
  end if;
  select r.* into known from ${s}.refresh_rotation r
  where r.session = session_id and r.used = used_id and r.used_at >= since;
  if not found then
    delete from ${s}.session s where s.id = session_id;
    outcome := 'replayed';
    return;
  end if;
  id := known.successor;
  issued_at := extract(epoch from known.issued_at) * 1000;
  expires_at := extract(epoch from known.expires_at) * 1000;
end $$`
