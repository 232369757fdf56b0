import type { Migration } from "./migration.ts"

/** The idempotency keys under which products, categories and pictures were added. */
export const catalogKeys: Migration = {
  name: "0028-catalog-keys",
  statements: (s) => [
    // The result is missing only while the transaction that claims the key is under way.
    `create table ${s}.catalog_key (
      account bigint not null,
      key text collate "C" not null check (key <> ''),
      fingerprint text not null,
      result text,
      at timestamptz not null,
      primary key (account, key)
    )`,
    `create index catalog_key_at on ${s}.catalog_key (at)`,
  ],
}
