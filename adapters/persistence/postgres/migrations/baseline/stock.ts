import { createWithIds } from "./sequence.ts"

/** Stock items, their levels and movements, and the keys of idempotent restocking. */
export const stock = (s: string): ReadonlyArray<string> => [...items(s), ...levels(s), ...movements(s), ...keys(s)]

/* A stock item is a variant, or a product without variants. */
const items = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "stock_item",
    (id) => `${id},
    product bigint not null,
    variant bigint,
    constraint stock_item_pkey primary key (id),
    constraint stock_item_id_product_key unique (id, product),
    constraint stock_item_variant_key unique (variant),
    constraint stock_item_product_fkey foreign key (product) references ${s}.product,
    constraint stock_item_variant_product_fkey foreign key (variant, product) references ${s}.variant (id, product)`,
  ),
  `create unique index stock_item_of_product on ${s}.stock_item (product) where variant is null`,
]

/*
 * A level repeats product and variant, which never change, so that statements that read levels join no other table. Half
 * of each page stays free, so that an update fits on the page of its row and changes no index. `version` is the number
 * of the item's last event.
 */
const levels = (s: string): ReadonlyArray<string> => [
  `create table ${s}.stock_level (
    stock_item bigint not null,
    product bigint not null,
    variant bigint,
    on_hand integer not null constraint stock_level_on_hand_check check (on_hand >= 0),
    reserved integer not null default 0 constraint stock_level_reserved_check check (reserved >= 0),
    version bigint not null default 0,
    low_threshold integer constraint stock_level_low_threshold_check check (low_threshold >= 0),
    constraint available check (on_hand >= reserved),
    constraint stock_level_pkey primary key (stock_item),
    constraint stock_level_stock_item_fkey
      foreign key (stock_item, product) references ${s}.stock_item (id, product)
  ) with (fillfactor = 50)`,
  `create index stock_level_of_product on ${s}.stock_level (product)`,
]

/* Only what changes the stock on hand. What is reserved follows from the lines of open orders. */
const movements = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "stock_movement",
    (id) => `${id},
    stock_item bigint not null
      constraint stock_movement_stock_item_fkey references ${s}.stock_level,
    kind text not null
      constraint stock_movement_kind_check check (kind in ('ship', 'restock', 'surplus', 'shrinkage')),
    quantity integer not null constraint stock_movement_quantity_check check (quantity > 0),
    "order" bigint,
    at timestamptz not null,
    account bigint,
    reason text not null default '',
    constraint stock_movement_pkey primary key (id, stock_item)`,
  ),
  `create index stock_movement_of_item on ${s}.stock_movement (stock_item, id)`,
]

/* What is reserved is missing only while the transaction that claims the key is under way. */
const keys = (s: string): ReadonlyArray<string> => [
  `create table ${s}.stock_key (
    account bigint not null,
    key text collate "C" not null constraint stock_key_key_check check (key <> ''),
    fingerprint text not null,
    stock_item bigint not null,
    on_hand integer not null,
    reserved integer,
    at timestamptz not null,
    constraint stock_key_pkey primary key (account, key)
  )`,
  `create index stock_key_at on ${s}.stock_key (at)`,
]
