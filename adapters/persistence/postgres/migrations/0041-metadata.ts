import type { Migration } from "./migration.ts"

const tables = ["product", "variant"]

/** The data of the host: JSON objects that the shop does not interpret. */
export const metadata: Migration = {
  name: "0041-metadata",
  statements: (s) =>
    tables.map(
      (table) => `alter table ${s}.${table} add column metadata json
        constraint ${table}_metadata_check check (pg_catalog.json_typeof(metadata) = 'object')`,
    ),
}
