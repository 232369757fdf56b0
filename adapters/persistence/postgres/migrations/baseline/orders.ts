import { createWithIds } from "./sequence.ts"

/** Orders, their lines, idempotency keys, histories and notes. The account is part of every key. */
export const orders = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "orders",
    (id) => `${id},
    account bigint not null constraint orders_account_fkey references ${s}.account,
    status text not null
      constraint orders_status_check check (status in ('created', 'paid', 'shipped', 'delivered', 'cancelled')),
    address text,
    phone text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    constraint orders_check check ((address is null) = (phone is null)),
    constraint orders_pkey primary key (id, account)`,
  ),
  ...indexes(s),
  ...lines(s),
  ...keys(s),
  ...history(s),
]

/*
 * Two indexes contain an expression of the id, so that no plan can use the primary key instead: it would read the orders
 * of all accounts to find those of one, wherever most orders belong to a few accounts.
 */
const indexes = (s: string): ReadonlyArray<string> => [
  `create index orders_of_account on ${s}.orders (account, (id + 0))`,
  `create index orders_in_status on ${s}.orders (status, (id + 0))`,
  `create index unpaid_order_of_account on ${s}.orders (account) where status = 'created'`,
  `create index orders_by_time on ${s}.orders (created_at, id)`,
  // Also finds the orders that are unpaid for too long.
  `create index orders_in_status_by_time on ${s}.orders (status, created_at, id)`,
]

const lines = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "order_line",
    (id) => `${id},
    account bigint not null,
    "order" bigint not null,
    stock_item bigint not null,
    product bigint not null,
    variant bigint,
    quantity integer not null constraint order_line_quantity_check check (quantity > 0),
    price bigint not null constraint order_line_price_check check (price >= 0),
    constraint order_line_pkey primary key ("order", id, account),
    constraint order_line_order_fkey foreign key ("order", account) references ${s}.orders (id, account)`,
  ),
  `create index order_line_of_product on ${s}.order_line (product, "order")`,
]

/* The order is missing only while the transaction that claims the key is under way. */
const keys = (s: string): ReadonlyArray<string> => [
  `create table ${s}.order_key (
    account bigint not null constraint order_key_account_fkey references ${s}.account on delete cascade,
    key text collate "C" not null constraint order_key_key_check check (key <> ''),
    fingerprint text not null,
    "order" bigint,
    at timestamptz not null,
    constraint order_key_pkey primary key (account, key),
    constraint order_key_order_fkey foreign key ("order", account) references ${s}.orders (id, account)
  ) with (fillfactor = 80)`,
  `create index order_key_at_idx on ${s}.order_key (at)`,
]

/* The number of a step is the version of the order. The placing is not stored: it follows from the order. */
const history = (s: string): ReadonlyArray<string> => [
  `create table ${s}.order_step (
    "order" bigint not null,
    account bigint not null,
    number bigint not null,
    status text not null,
    actor bigint,
    at timestamptz not null,
    constraint order_step_pkey primary key ("order", account, number),
    constraint order_step_order_account_fkey foreign key ("order", account) references ${s}.orders (id, account)
  )`,
  `create table ${s}.order_note (
    "order" bigint not null,
    account bigint not null,
    note text not null,
    at timestamptz not null,
    constraint order_note_pkey primary key ("order", account),
    constraint order_note_order_account_fkey foreign key ("order", account) references ${s}.orders (id, account)
  )`,
]
