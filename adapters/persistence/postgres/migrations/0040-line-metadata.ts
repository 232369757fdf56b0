import type { Migration } from "./migration.ts"

/**
 * The data of the host about order lines. Checking the existing rows would lock a large table for the time of a scan. They
 * have none.
 */
export const lineMetadata: Migration = {
  name: "0040-line-metadata",
  statements: (s) => [
    `alter table ${s}.order_line add column metadata json`,
    `alter table ${s}.order_line add constraint order_line_metadata_check
      check (pg_catalog.json_typeof(metadata) = 'object') not valid`,
  ],
}
