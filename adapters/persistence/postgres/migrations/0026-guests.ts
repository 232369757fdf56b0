import type { Migration } from "./migration.ts"

/** Guests: accounts without sign-in, and the accounts that have claimed them. */
export const guests: Migration = {
  name: "0026-guests",
  statements: (s) => [
    `create table ${s}.guest (
      account bigint primary key references ${s}.account,
      key text collate "C" not null unique,
      email_key text collate "C" not null,
      claimed_by bigint references ${s}.account
    )`,
    `create index guest_of_email on ${s}.guest (email_key, account) where claimed_by is null`,
    `create index guest_of_claimant on ${s}.guest (claimed_by, account) where claimed_by is not null`,
  ],
}
