import { Client } from "pg"

/** The buyers of the orders. */
export const HISTORIANS = 1000

/**
 * Adds many orders of two lines each to a shop on PostgreSQL, without the server: a catalogue of 1,000 variants, buyers,
 * orders, lines and reservations. The data is consistent, so foreign keys are not checked per row.
 */
export const addManyOrders = async (url: string, count: number): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`
      set session_replication_role = replica;
      set search_path = shopwright;
      with buyer as (
        insert into account (username, password_hash)
        select 'history-' || n, '!' from generate_series(1, ${HISTORIANS}) n returning id
      ), sort as (
        insert into category (name) values ('History') returning id
      ), item as (
        insert into product (name, description, price, category, created_at)
        select 'Product ' || n, 'What was sold before', 55000, sort.id, now() from sort, generate_series(1, 500) n
        returning id
      ), kind as (
        insert into variant (product, size, color)
        select item.id, size, 'White' from item, unnest(array['S', 'M']) size returning id, product
      ), item_of_kind as (
        insert into stock_item (product, variant) select product, id from kind returning id, product, variant
      ), shelf as (
        insert into stock_level (stock_item, product, variant, on_hand)
        select id, product, variant, ${2 * count} from item_of_kind returning stock_item
      )
      insert into stock_movement (stock_item, kind, quantity, at) select stock_item, 'restock', ${2 * count}, now() from shelf;
      with buyers as (select array_agg(id order by id) ids from account where username like 'history-%')
      insert into orders (account, status, created_at, updated_at)
      select ids[1 + n % ${HISTORIANS}], 'created', now(), now() from buyers, generate_series(1, ${count}) n;
      with items as (select array_agg(stock_item order by stock_item) ids from stock_level)
      insert into order_line ("order", account, stock_item, product, variant, quantity, price)
      select o.id, o.account, l.stock_item, l.product, l.variant, k, 55000
      from items, orders o, generate_series(1, 2) k, lateral (
        select * from stock_level where stock_item = ids[1 + (o.id * k) % 1000]
      ) l order by o.id, k;
      update stock_level set reserved = sold.quantity
      from (select stock_item, sum(quantity) quantity from order_line group by stock_item) sold where sold.stock_item = stock_level.stock_item;
    `)
    await client.query("vacuum analyze")
  } finally {
    await client.end()
  }
}
