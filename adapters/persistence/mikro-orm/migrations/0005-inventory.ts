import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** Shelves that are filled again and prices that change, with the events that tell of both. */
export class Inventory extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const sql of [...tables(s), restock(s), repriceProduct(s)]) this.addSql(sql)
  }
}

const tables = (s: string): ReadonlyArray<string> => [
  // All missing versions are one transaction, and the next one changes orders. Who places an order comes to the two in
  // this order: the other way round each could wait for the other.
  `lock table ${s}.orders, ${s}.event in access exclusive mode`,
  `alter table ${s}.event
    add column sku integer,
    add column product integer,
    drop constraint event_check,
    add constraint event_check check (num_nonnulls("order", account, sku, product) = 1)`,
  // Find what was told last of a shelf or a product; the many events of orders are in neither.
  `create index on ${s}.event (sku, tx) where sku is not null`,
  `create index on ${s}.event (product, tx) where product is not null`,
]

/*
 * The number of transaction that an event is read under: no smaller than that of the event before it about the same
 * thing. A transaction gets its number with the first thing it writes and may come to this row last, as one that a host
 * began early does. To take the later number is safe: while a transaction is under way, nobody is told of events with
 * its own number or a later one. The row that the event is about has to be locked. Numbers that are yet to come are
 * another server's, in a dump that was restored here, and do not count.
 */
const eventTx = (s: string, subject: string, id: string): string =>
  `greatest(pg_current_xact_id(), (
    select e.tx from ${s}.event e
    where e.${subject} = ${id} and e.tx < pg_snapshot_xmax(pg_current_snapshot())
    order by e.tx desc limit 1
  ))`

/*
 * Puts pieces onto one shelf: its level then, or as it is where it cannot hold so much. One row is locked and no other,
 * in the mode of those who sell, so that nobody can wait for each other in a circle.
 */
const restock = (s: string): string => `
create function ${s}.restock(
  for_sku integer, of_product integer, of_variant integer, pieces integer, at timestamptz, most integer,
  out fits boolean, out then_on_hand integer, out then_reserved integer
) language plpgsql set enable_seqscan = off as $$
begin
  select pieces <= most - level.on_hand, level.on_hand, level.reserved into fits, then_on_hand, then_reserved
  from ${s}.stock_level level where level.sku = for_sku for no key update;
  if not found then
    raise foreign_key_violation using message = format('there is no SKU %s', for_sku);
  end if;
  if not fits then
    return;
  end if;
  then_on_hand := then_on_hand + pieces;
  update ${s}.stock_level level set on_hand = then_on_hand where level.sku = for_sku;
  insert into ${s}.stock_movement (sku, kind, quantity, at) values (for_sku, 'restock', pieces, at);
  insert into ${s}.event (tx, kind, sku, facts, at) values (
    ${eventTx(s, "sku", "for_sku")}, 'StockReplenished', for_sku,
    jsonb_build_object('product', of_product, 'variant', of_variant, 'quantity', pieces, 'onHand', then_on_hand), at
  );
end $$`

/* Sets a price; a product that is not there and a price that is there already leave nothing behind. */
const repriceProduct = (s: string): string => `
create function ${s}.reprice_product(for_product integer, to_price bigint, at timestamptz)
returns void language plpgsql as $$
declare
  from_price bigint;
begin
  select p.price into from_price from ${s}.product p where p.id = for_product for no key update;
  if not found or from_price = to_price then
    return;
  end if;
  update ${s}.product p set price = to_price where p.id = for_product;
  insert into ${s}.event (tx, kind, product, facts, at) values (
    ${eventTx(s, "product", "for_product")}, 'ProductRepriced', for_product,
    jsonb_build_object('from', from_price, 'to', to_price), at
  );
end $$`
