import type { Migration } from "./migration.ts"

/** The products of a category by name and by price. Only edits of the catalogue maintain these indexes. */
export const categoryLists: Migration = {
  name: "0032-category-lists",
  statements: (s) => [
    `create index product_of_category_by_name on ${s}.product (category, sort_name, id)`,
    `create index product_of_category_by_price on ${s}.product (category, price, id)`,
    `create index product_of_category_by_price_down on ${s}.product (category, (-price), id)`,
  ],
}
