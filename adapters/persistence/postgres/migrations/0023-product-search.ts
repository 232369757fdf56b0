import type { Migration } from "./migration.ts"

/**
 * The words of products, for searches. They are written by the servers: with new products, and before a search for
 * products that have none yet.
 */
export const productSearch: Migration = {
  name: "0023-product-search",
  statements: (s) => [
    `alter table ${s}.product
      add column is_indexed boolean not null default false,
      add column sort_name text collate "C" not null default ''`,
    `create table ${s}.product_word (
      word text collate "C" not null,
      product bigint not null references ${s}.product on delete cascade,
      primary key (word, product)
    )`,
    `create index product_word_of_product on ${s}.product_word (product, word)`,
    `create index product_unindexed on ${s}.product (id) where not is_indexed`,
    `create index product_by_name on ${s}.product (sort_name, id)`,
    `create index product_by_price on ${s}.product (price, id)`,
    `create index product_by_price_down on ${s}.product ((-price), id)`,
    `create index product_of_category on ${s}.product (category, id)`,
    `drop index ${s}.product_category_idx`,
  ],
}
