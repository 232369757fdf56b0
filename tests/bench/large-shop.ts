import { Client } from "pg"

/** The sizes of a large shop. */
export interface LargeShop {
  readonly orders: number
  readonly products: number
  readonly accounts: number
  /** Movements of the frequent stock item. */
  readonly movements: number
}

/** The time from which orders were placed, evenly until the time below: two years. */
export const FIRST_ORDER = new Date("2025-01-01T00:00:00Z")
export const LAST_ORDER = new Date("2027-01-01T00:00:00Z")

/** Returns the phone number of the orders of an account. */
export const phoneOf = (account: number): string => `020 ${String(account).padStart(8, "0")}`

/** The account with every tenth order, the product in every tenth order, and the stock item with most movements. */
export const FREQUENT = 1

/**
 * Fills a migrated database, without the server: accounts, products (every fifth with two variants, one in a hundred
 * archived), stock, and orders of two lines, most of them delivered. The data is consistent except that stock levels do
 * not follow from movements. The words for searches are left to the server.
 */
export const fillLargeShop = async (
  url: string,
  { orders, products, accounts, movements }: LargeShop,
): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`
      set session_replication_role = replica;
      set search_path = shopwright, pg_catalog;
      insert into account (username, email, password_hash, is_active, first_name, last_name, created_at)
      select 'buyer-' || n, 'buyer-' || n || '@example.com', '!', n % 100 <> 0, 'Name' || n % 1000, 'Family' || n % 5000,
        '2024-01-01'::timestamptz + n * interval '1 minute'
      from generate_series(1, ${accounts}) n;
      insert into category (name) select 'Category ' || n from generate_series(1, 100) n;
      insert into product (name, description, price, category, is_archived, created_at)
      select case n % 4 when 0 then 'Wooden' when 1 then 'Woollen' when 2 then 'Iron' else 'Linen' end || ' product' || n,
        'Words that every product has, and material' || n % 1000, 100 + n * 7919 % 100000, 1 + n % 100, n % 100 = 99, now()
      from generate_series(1, ${products}) n;
      insert into variant (product, size, color)
      select p.id, size, 'White' from product p, unnest(array['S', 'M']) size where p.id % 5 = 0 order by p.id;
      insert into stock_item (product, variant)
      select p.id, v.id from product p left join variant v on v.product = p.id order by p.id, v.id;
      insert into stock_level (stock_item, product, variant, on_hand, reserved)
      select id, product, variant, case when id % 50 = 0 then id % 3 else 100 + id % 900 end, id % 3 from stock_item;
      insert into stock_movement (stock_item, kind, quantity, at)
      select id, 'restock', 100, '${FIRST_ORDER.toISOString()}' from stock_item;
      insert into stock_movement (stock_item, kind, quantity, at)
      select ${FREQUENT}, 'restock', 1, '${FIRST_ORDER.toISOString()}'::timestamptz + n * interval '1 minute'
      from generate_series(1, ${movements}) n;
      insert into orders (account, status, address, phone, created_at, updated_at)
      select b.account,
        coalesce((array['created', 'paid', 'paid', 'shipped', 'shipped', 'cancelled', 'cancelled'])[
          1 + n * 7919::bigint % 101], 'delivered'),
        '1 Harbour Road', '+44 20 ' || lpad(b.account::text, 8, '0'), t.at, t.at
      from generate_series(1, ${orders}) n, lateral (
        select case when n * 31::bigint % 97 < 10 then ${FREQUENT} else 1 + n * 7919::bigint % ${accounts} end
      ) b (account), lateral (
        select '${FIRST_ORDER.toISOString()}'::timestamptz
          + (n - 1) * ('${LAST_ORDER.toISOString()}'::timestamptz - '${FIRST_ORDER.toISOString()}'::timestamptz) / ${orders}
      ) t (at) order by n;
      insert into order_line ("order", account, stock_item, product, variant, quantity, price)
      select o.id, o.account, i.id, i.product, i.variant, 1 + o.id % 3, 100 + i.product * 7919 % 100000
      from orders o cross join generate_series(1, 2) k
        cross join lateral (select case when o.id % 10 = 3 and k = 1 then ${FREQUENT}
          else 1 + (o.id * 104729 + k * 15485863) % (select max(id) from stock_item) end) l (id)
        join stock_item i on i.id = l.id
      order by o.id, k;
    `)
    await client.query("vacuum analyze")
  } finally {
    await client.end()
  }
}
