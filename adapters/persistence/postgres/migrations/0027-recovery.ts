import type { Migration } from "./migration.ts"

/** The tokens of links, by their digests, and the mails that are still to be sent. */
export const recovery: Migration = {
  name: "0027-recovery",
  statements: (s) => [
    `create table ${s}.account_token (
      digest text not null,
      account bigint not null references ${s}.account,
      purpose text not null check (purpose in ('password', 'email')),
      password_changed_at timestamptz,
      email text,
      expires_at timestamptz not null,
      primary key (digest, account)
    )`,
    `create index account_token_of_account on ${s}.account_token (account, purpose)`,
    `create index account_token_expiry on ${s}.account_token (expires_at)`,
    `create sequence ${s}.queued_mail_id_seq maxvalue 9007199254740991`,
    // No foreign key: a cluster keeps this table on one server.
    `create table ${s}.queued_mail (
      id bigint primary key default pg_catalog.nextval('${s.replaceAll("'", "''")}.queued_mail_id_seq'),
      purpose text not null check (purpose in ('password', 'email')),
      account bigint,
      requested_at timestamptz not null,
      due_at timestamptz not null,
      attempts bigint not null default 0
    )`,
    `alter sequence ${s}.queued_mail_id_seq owned by ${s}.queued_mail.id`,
    `create index queued_mail_due on ${s}.queued_mail (due_at, id)`,
  ],
}
