import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** Events of one order in its order, also where a transaction that began first is the last to come to the order. */
export class OrderEvents extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const sql of [...lastEvent(s), changeOrderStatus(s)]) this.addSql(sql)
  }
}

/*
 * The number of transaction that an order's last event is read under. It stands with the order and not in an index of
 * its events, since every order that is placed would pay for that. Orders that are there already get the latest number
 * that has come to its end, which none of their events is above; PostgreSQL keeps it once and rewrites no row.
 */
const lastEvent = (s: string): ReadonlyArray<string> => [
  `alter table ${s}.orders add column event_tx xid8 not null
    default ((pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text::xid8)`,
  `alter table ${s}.orders alter column event_tx set default pg_current_xact_id()`,
]

/*
 * Moves one order as the function of the third version does. Its event takes no smaller number than the event before it
 * (see the fifth version for why that is safe). The row is locked by a statement of its own: only one that begins after
 * the wait knows which numbers have come by now, and which are another server's.
 */
const changeOrderStatus = (s: string): string => `
create or replace function ${s}.change_order_status(
  order_id integer, from_status text, to_status text, changed_at timestamptz,
  skus integer[], kinds text[], quantities integer[]
) returns boolean language plpgsql set enable_seqscan = off as $$
declare
  read_under xid8;
begin
  perform from ${s}.orders where id = order_id and status = from_status for no key update;
  if not found then
    return false;
  end if;
  update ${s}.orders o set status = to_status, updated_at = changed_at, event_tx = greatest(
    pg_current_xact_id(), case when o.event_tx < pg_snapshot_xmax(pg_current_snapshot()) then o.event_tx end
  ) where o.id = order_id returning o.event_tx into read_under;
  perform from ${s}.stock_level level where level.sku = any (skus) order by level.sku for no key update;
  update ${s}.stock_level level set
    on_hand = level.on_hand - case m.kind when 'ship' then m.quantity else 0 end,
    reserved = level.reserved + case m.kind when 'reserve' then m.quantity else -m.quantity end
  from unnest(skus, kinds, quantities) as m (sku, kind, quantity)
  where level.sku = m.sku;
  insert into ${s}.stock_movement (sku, kind, quantity, "order", at)
  select m.sku, m.kind, m.quantity, order_id, changed_at
  from unnest(skus, kinds, quantities) as m (sku, kind, quantity)
  where m.kind = 'ship';
  insert into ${s}.event (tx, kind, "order", facts, at) values (
    read_under, 'OrderStatusChanged', order_id, jsonb_build_object('from', from_status, 'to', to_status), changed_at
  );
  return true;
end $$`
