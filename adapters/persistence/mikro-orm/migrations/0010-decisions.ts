import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"
import { events } from "./0010-events.ts"
import { widenIds } from "./0010-ids.ts"
import { orders } from "./0010-orders.ts"

/** Tables that need no functions and no triggers: the server decides, and the database stores what was decided. */
export class Decisions extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const sql of [
      // In the order in which a server of an earlier version writes them when it places an order.
      `lock table ${s}.order_key, ${s}.stock_level, ${s}.orders, ${s}.event, ${s}.order_line in access exclusive mode`,
      `drop trigger registered on ${s}.account`,
      ...widenIds(s),
      ...orders(s),
      ...events(s),
      ...signIns(s),
      ...functions.map((name) => `drop function ${s}.${name}`),
    ])
      this.addSql(sql)
  }
}

/** A row per account name that somebody tried to sign in with. Its lock makes concurrent attempts wait for each other. */
const signIns = (s: string): ReadonlyArray<string> => [
  `create table ${s}.sign_in_turn (
    account text collate "C" primary key,
    at timestamptz not null
  ) with (fillfactor = 50)`,
  `create index sign_in_turn_at on ${s}.sign_in_turn (at)`,
]

const functions = [
  "add_products",
  "place_orders",
  "change_order_status",
  "begin_sign_ins",
  "settle_in_events",
  "account_registered",
  "rotate_refresh",
  "restock",
  "reprice_product",
]
