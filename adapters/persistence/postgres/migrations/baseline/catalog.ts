import { createWithIds } from "./sequence.ts"

/** Categories, products, variants, and the words of products for searches. */
export const catalog = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "category",
    (id) => `${id},
    name varchar(100) not null constraint category_name_check check (name <> ''),
    constraint category_pkey primary key (id),
    constraint category_name_key unique (name)`,
  ),
  ...products(s),
  ...createWithIds(
    s,
    "variant",
    (id) => `${id},
    product bigint not null constraint variant_product_fkey references ${s}.product,
    size varchar(50) not null,
    color varchar(50) not null,
    sku varchar(64) constraint variant_sku_check check (sku <> ''),
    is_archived boolean not null default false,
    constraint variant_pkey primary key (id),
    constraint variant_id_product_key unique (id, product)`,
  ),
  `create index variant_product_idx on ${s}.variant (product)`,
]

/* `version` is the number of the product's last event. The servers write `sort_name` and the words. */
const products = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "product",
    (id) => `${id},
    name varchar(255) not null constraint product_name_check check (name <> ''),
    description text not null,
    price bigint not null constraint product_price_check check (price between 0 and 9999999999),
    category bigint not null constraint product_category_fkey references ${s}.category,
    created_at timestamptz not null,
    version bigint not null default 0,
    is_archived boolean not null default false,
    is_indexed boolean not null default false,
    sort_name text collate "C" not null default '',
    constraint product_pkey primary key (id)`,
  ),
  `create index product_unindexed on ${s}.product (id) where not is_indexed`,
  `create index product_by_name on ${s}.product (sort_name, id)`,
  `create index product_by_price on ${s}.product (price, id)`,
  `create index product_by_price_down on ${s}.product ((-price), id)`,
  `create index product_of_category on ${s}.product (category, id)`,
  `create table ${s}.product_word (
    word text collate "C" not null,
    product bigint not null constraint product_word_product_fkey references ${s}.product on delete cascade,
    constraint product_word_pkey primary key (word, product)
  )`,
  `create index product_word_of_product on ${s}.product_word (product, word)`,
]
