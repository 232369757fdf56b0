import type { Migration } from "./migration.ts"

/** The pictures of products, in the order in which they are shown. */
export const productPictures: Migration = {
  name: "0030-product-pictures",
  statements: (s) => [
    `create table ${s}.product_picture (
      name text collate "C" primary key,
      product bigint not null references ${s}.product on delete cascade,
      number bigint not null,
      alt text not null
    )`,
    `create index product_picture_of_product on ${s}.product_picture (product, number)`,
  ],
}
