import type { Migration } from "./migration.ts"

/** Stock-takes, the reasons and accounts of movements, thresholds for low stock, and idempotent restocking. */
export const stockTakes: Migration = {
  name: "0022-stock-takes",
  statements: (s) => [
    `alter table ${s}.stock_movement
      drop constraint stock_movement_kind_check,
      add constraint stock_movement_kind_check check (kind in ('ship', 'restock', 'surplus', 'shrinkage')),
      add column account bigint,
      add column reason text not null default ''`,
    `create index stock_movement_of_item on ${s}.stock_movement (stock_item, id)`,
    `drop index ${s}.stock_movement_stock_item_idx`,
    `alter table ${s}.stock_level add column low_threshold integer check (low_threshold >= 0)`,
    // What is reserved is missing only while the transaction that claims the key is under way.
    `create table ${s}.stock_key (
      account bigint not null,
      key text collate "C" not null check (key <> ''),
      fingerprint text not null,
      stock_item bigint not null,
      on_hand integer not null,
      reserved integer,
      at timestamptz not null,
      primary key (account, key)
    )`,
    `create index stock_key_at on ${s}.stock_key (at)`,
  ],
}
