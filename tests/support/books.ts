import { createHash, randomBytes } from "node:crypto"
import { Pool, types } from "pg"
import type { Line } from "./shop-client.ts"

/** What the database stores of a token. */
export const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex")

export interface BookedOrder {
  readonly id: number
  readonly buyer: string
  readonly lines: ReadonlyArray<Line & { readonly id: number }>
}

const INT8 = 20
/** Ids are numbers here, as in the shop. */
const getTypeParser = (oid: number) => (oid === INT8 ? Number : types.getTypeParser(oid))

/** The tables of a shop, read and written without the server. */
export const openBooks = (url: string) => {
  const pool = new Pool({ connectionString: url, max: 2, types: { getTypeParser } })
  // A dropped database ends idle connections; the next query reports that if it matters.
  pool.on("error", () => {})

  const rows = async <Row extends object>(text: string, values: ReadonlyArray<unknown> = []): Promise<Array<Row>> =>
    (await pool.query<Row>(text, [...values])).rows

  return {
    rows,

    /** Creates signed-in accounts. Hashing a password for each would take longer than the whole test. */
    addBuyers: async (count: number): Promise<Array<string>> => {
      const tokens = Array.from({ length: count }, () => randomBytes(20).toString("hex"))
      const digests = tokens.map(digestOf)
      await rows(
        `with buyer as (
          insert into shopwright.account (username, password_hash)
          select 'buyer-' || digest, '!' from unnest($1::text[]) as digest returning id, substr(username, 7) as digest
        )
        insert into shopwright.session (account, token_digest, opened_at, sid)
          select id, digest, now(), md5(digest) from buyer`,
        [digests],
      )
      return tokens
    },

    orderIds: async (): Promise<Array<number>> =>
      (await rows<{ id: number }>("select id from shopwright.orders order by id")).map(({ id }) => id),

    /** Every order with the token of its buyer, its lines in their order. */
    orders: () =>
      rows<BookedOrder>(
        `select o.id, s.token_digest as buyer, json_agg(json_build_object(
            'id', i.id, 'product', l.product, 'variant', l.variant, 'quantity', i.quantity) order by i.id) as lines
        from shopwright.orders o
        join shopwright.session s on s.account = o.account
        join shopwright.order_line i on i."order" = o.id
        join shopwright.stock_level l on l.stock_item = i.stock_item
        group by o.id, s.token_digest order by o.id`,
      ),

    /** Every row of orders and stock, as text: two results are equal if nothing changed in between. */
    everything: async (): Promise<ReadonlyArray<unknown>> => {
      const tables = ["orders", "order_line", "stock_level", "stock_movement"]
      const readings = tables.map((table) =>
        rows(`select '${table}' as t, to_jsonb(x) as row from shopwright.${table} x order by 2`),
      )
      return (await Promise.all(readings)).flat()
    },

    /**
     * Stock items whose numbers are inconsistent. Reserved must be what open orders hold, on hand what came in less what
     * was shipped, and reserved at most on hand.
     */
    faults: () =>
      rows(
        `with sold as (
          select i.stock_item,
            coalesce(sum(i.quantity) filter (where o.status in ('created', 'paid')), 0)::int as open,
            coalesce(sum(i.quantity) filter (where o.status in ('shipped', 'delivered')), 0)::int as shipped
          from shopwright.order_line i join shopwright.orders o on o.id = i."order" group by i.stock_item
        ), moved as (
          select stock_item,
            coalesce(sum(quantity) filter (where kind = 'restock'), 0)::int as received,
            coalesce(sum(quantity) filter (where kind = 'ship'), 0)::int as issued
          from shopwright.stock_movement group by stock_item
        )
        select l.stock_item, l.on_hand, l.reserved, open, shipped, received, issued
        from shopwright.stock_level l left join sold using (stock_item) left join moved using (stock_item)
        where l.on_hand - l.reserved < 0 or l.reserved <> coalesce(open, 0)
          or l.on_hand <> coalesce(received, 0) - coalesce(issued, 0) or coalesce(issued, 0) <> coalesce(shipped, 0)`,
      ),

    close: () => pool.end(),
  }
}

export type Books = ReturnType<typeof openBooks>
