import type { Migration } from "./migration.ts"

/** The accounts of users of the host, by the host's ids. */
export const externalAccounts: Migration = {
  name: "0038-external-accounts",
  statements: (s) => [
    `alter table ${s}.account add column external_id varchar(255) collate "C"
      constraint account_external_id_check check (external_id <> '')`,
    `alter table ${s}.account add constraint account_external_id_key unique (external_id)`,
  ],
}
