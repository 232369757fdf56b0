import type { Migration } from "./migration.ts"

/** Products and variants that are no longer sold. */
export const archived: Migration = {
  name: "0021-archived",
  statements: (s) => [
    `alter table ${s}.product add column is_archived boolean not null default false`,
    `alter table ${s}.variant add column is_archived boolean not null default false`,
  ],
}
