import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"
import { events } from "./0003-events.ts"
import { placeOrders } from "./0003-place-orders.ts"

/** Orders that can be sent again without becoming a second one, that expire, and events that tell what happened. */
export class Orders extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const sql of [...tables(s), ...events(s), ...placeOrders(s)]) this.addSql(sql)
  }
}

const tables = (s: string): ReadonlyArray<string> => [
  // The order is missing only while the transaction that claims the key is still under way: nobody else sees that.
  `create table ${s}.order_key (
    account integer not null references ${s}.account on delete cascade,
    key text collate "C" not null check (key <> ''),
    fingerprint text not null,
    "order" integer references ${s}.orders,
    at timestamptz not null,
    primary key (account, key)
  ) with (fillfactor = 80)`,
  `create index on ${s}.order_key (at)`,
  // Finds what has not been paid for in time; an order leaves it with its first change of status.
  `create index unpaid_order on ${s}.orders (created_at) where status = 'created'`,
  // Lists of some statuses read on where they stopped, and nothing that they do not show.
  `create index on ${s}.orders (status, (id::bigint))`,
]
