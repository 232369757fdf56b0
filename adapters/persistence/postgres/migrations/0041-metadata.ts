import type { Migration } from "./migration.ts"

/** The data of the host: JSON objects that the shop does not interpret. */
export const metadata: Migration = {
  name: "0041-metadata",
  statements: (s) => [
    ...["product", "variant"].map(
      (table) => `alter table ${s}.${table} add column metadata json
        constraint ${table}_metadata_check check (pg_catalog.json_typeof(metadata) = 'object')`,
    ),
    // Checking the existing rows would lock a large table for the time of a scan. They have no metadata.
    `alter table ${s}.orders add column metadata json`,
    `alter table ${s}.orders add constraint orders_metadata_check
      check (pg_catalog.json_typeof(metadata) = 'object') not valid`,
  ],
}
