import type { Migration } from "./migration.ts"

/**
 * The data of the host about accounts. Checking the existing rows would lock a large table for the time of a scan. They
 * have none.
 */
export const accountMetadata: Migration = {
  name: "0043-account-metadata",
  statements: (s) => [
    `alter table ${s}.account add column metadata json`,
    `alter table ${s}.account add constraint account_metadata_check
      check (pg_catalog.json_typeof(metadata) = 'object') not valid`,
  ],
}
