import type { Migration } from "./migration.ts"

/**
 * Splits the stock items from their levels. Every row of a level, a movement or an order line then belongs to one stock
 * item or one account, so a cluster can distribute the tables; see `docs/sharding.md`.
 *
 * The levels come first, because a server of an earlier version locks them first when it places an order.
 */
export const stockItems: Migration = {
  name: "0014-stock-items",
  statements: (s) => [
    `alter table ${s}.stock_level rename column sku to stock_item`,
    `alter table ${s}.order_line rename column sku to stock_item`,
    `alter table ${s}.stock_movement rename column sku to stock_item`,
    ...items(s),
    ...levels(s),
    ...movements(s),
  ],
}

/** What has a stock level: a variant, or a product without variants. */
const items = (s: string): ReadonlyArray<string> => [
  `create table ${s}.stock_item (
    id bigint not null,
    product bigint not null,
    variant bigint
  )`,
  `insert into ${s}.stock_item (id, product, variant) select stock_item, product, variant from ${s}.stock_level`,
  `alter table ${s}.stock_item
    add constraint stock_item_pkey primary key (id),
    add constraint stock_item_id_product_key unique (id, product),
    add constraint stock_item_variant_key unique (variant),
    add constraint stock_item_product_fkey foreign key (product) references ${s}.product,
    add constraint stock_item_variant_product_fkey foreign key (variant, product) references ${s}.variant (id, product)`,
  `create unique index stock_item_of_product on ${s}.stock_item (product) where variant is null`,
]

/** A level repeats product and variant, which never change, so that statements that read levels join no other table. */
const levels = (s: string): ReadonlyArray<string> => [
  `alter table ${s}.stock_level alter column stock_item drop default`,
  `alter sequence ${s}.stock_level_sku_seq owned by ${s}.stock_item.id`,
  `alter sequence ${s}.stock_level_sku_seq rename to stock_item_id_seq`,
  `alter table ${s}.stock_item alter column id
    set default pg_catalog.nextval('${`${s}.stock_item_id_seq`.replaceAll("'", "''")}')`,
  `alter table ${s}.stock_level
    drop constraint stock_level_variant_key,
    drop constraint stock_level_variant_product_fkey,
    drop constraint stock_level_product_fkey,
    add constraint stock_level_stock_item_fkey
      foreign key (stock_item, product) references ${s}.stock_item (id, product)`,
  `drop index ${s}.stock_level_product_idx`,
  `alter index ${s}.stock_level_product_idx1 rename to stock_level_of_product`,
]

const movements = (s: string): ReadonlyArray<string> => [
  `alter table ${s}.stock_movement drop constraint stock_movement_pkey`,
  `alter table ${s}.stock_movement add constraint stock_movement_pkey primary key (id, stock_item)`,
  `alter table ${s}.stock_movement rename constraint stock_movement_sku_fkey to stock_movement_stock_item_fkey`,
  `alter index ${s}.stock_movement_sku_idx rename to stock_movement_stock_item_idx`,
]
