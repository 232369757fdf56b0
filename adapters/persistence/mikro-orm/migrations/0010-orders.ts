import { sequence } from "./0010-ids.ts"

/**
 * Orders with the number of their last event, and lines that contain all their facts. The keys begin with what orders
 * are looked up by and contain the account, by which a cluster may distribute them.
 */
export const orders = (s: string): ReadonlyArray<string> => [
  `alter table ${s}.order_key drop constraint order_key_order_fkey`,
  `alter table ${s}.orders
    add column version bigint not null default 1,
    drop column event_tx`,
  `create table ${s}.line (
    id bigint not null,
    account bigint not null,
    "order" bigint not null,
    sku bigint not null,
    product bigint not null,
    variant bigint,
    quantity integer not null constraint order_line_quantity_check check (quantity > 0),
    price bigint not null constraint order_line_price_check check (price >= 0)
  )`,
  `insert into ${s}.line (id, account, "order", sku, product, variant, quantity, price)
    select i.id, o.account, i."order", i.sku, l.product, l.variant, i.quantity, i.price
    from ${s}.order_line i join ${s}.orders o on o.id = i."order" join ${s}.stock_level l on l.sku = i.sku`,
  `drop table ${s}.order_line`,
  `alter table ${s}.stock_movement drop constraint stock_movement_order_fkey`,
  `alter table ${s}.orders drop constraint orders_pkey`,
  `alter table ${s}.orders add constraint orders_pkey primary key (id, account)`,
  `alter table ${s}.line rename to order_line`,
  `alter table ${s}.order_line
    add constraint order_line_pkey primary key ("order", id, account),
    add constraint order_line_order_fkey foreign key ("order", account) references ${s}.orders (id, account)`,
  ...sequence(s, "order_line", "id"),
  `alter table ${s}.order_key
    add constraint order_key_order_fkey foreign key ("order", account) references ${s}.orders (id, account)`,
  ...indexes(s),
]

/*
 * By an expression of the id, so that no plan can use the primary key instead: it would read the orders of all accounts
 * to find those of one, wherever most orders belong to a few accounts.
 */
const indexes = (s: string): ReadonlyArray<string> => [
  `drop index ${s}.orders_account_id_idx, ${s}.orders_status_id_idx`,
  `create index orders_of_account on ${s}.orders (account, (id + 0))`,
  `create index orders_in_status on ${s}.orders (status, (id + 0))`,
]
