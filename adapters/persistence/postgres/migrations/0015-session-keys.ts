import type { Migration } from "./migration.ts"

/**
 * Adds the account to the keys of sessions and of their rotations, so that a cluster can distribute them by account.
 * Session ids and tokens contain 128 random bits or more, so they are unique without a constraint over all accounts.
 */
export const sessionKeys: Migration = {
  name: "0015-session-keys",
  statements: (s) => [
    `alter table ${s}.session
      drop constraint session_token_digest_key,
      drop constraint session_sid_key,
      add constraint session_token_digest_key unique (token_digest, account),
      add constraint session_sid_key unique (sid, account)`,
    `alter table ${s}.refresh_rotation add column account bigint`,
    `update ${s}.refresh_rotation r set account = s.account from ${s}.session s where s.id = r.session`,
    `alter table ${s}.refresh_rotation
      drop constraint refresh_rotation_session_fkey,
      drop constraint refresh_rotation_pkey,
      alter column account set not null,
      add constraint refresh_rotation_pkey primary key (session, used, account)`,
    `alter table ${s}.session
      drop constraint session_pkey,
      add constraint session_pkey primary key (id, account)`,
    `alter table ${s}.refresh_rotation
      add constraint refresh_rotation_session_fkey
        foreign key (session, account) references ${s}.session (id, account) on delete cascade`,
  ],
}
