import type { Migration } from "./migration.ts"

/** The history of orders, the shop's notes about them, and lists by time of placing. */
export const orderHistory: Migration = {
  name: "0020-order-history",
  statements: (s) => [...history(s), ...notes(s), ...lists(s)],
}

/** The number of a step is the version of the order. The placing is not stored: it follows from the order. */
const history = (s: string): ReadonlyArray<string> => [
  `create table ${s}.order_step (
    "order" bigint not null,
    account bigint not null,
    number bigint not null,
    status text not null,
    actor bigint,
    at timestamptz not null,
    primary key ("order", account, number),
    foreign key ("order", account) references ${s}.orders (id, account)
  )`,
  // Of earlier changes only the last one is known.
  `insert into ${s}.order_step ("order", account, number, status, at)
    select o.id, o.account, o.version, o.status, o.updated_at from ${s}.orders o where o.status <> 'created'`,
]

const notes = (s: string): ReadonlyArray<string> => [
  `create table ${s}.order_note (
    "order" bigint not null,
    account bigint not null,
    note text not null,
    at timestamptz not null,
    primary key ("order", account),
    foreign key ("order", account) references ${s}.orders (id, account)
  )`,
]

const lists = (s: string): ReadonlyArray<string> => [
  `create index orders_by_time on ${s}.orders (created_at, id)`,
  // Also finds the orders that are unpaid for too long.
  `create index orders_in_status_by_time on ${s}.orders (status, created_at, id)`,
  `drop index ${s}.unpaid_order`,
  `create index order_line_of_product on ${s}.order_line (product, "order")`,
]
