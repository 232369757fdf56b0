import type { StatusChange } from "../../../domain/order/change-status.ts"
import { movementEffects } from "../../../domain/stock/movement.ts"
import type { Database } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"

/**
 * Records a status change in one statement if the order still has the status that it was decided from. Returns whether
 * it has. The order is locked first, then the stock rows in ascending order.
 */
export const recordStatusChange = async (
  database: Database,
  { order, movements, event, by }: StatusChange,
): Promise<boolean> => {
  const s = database.schema
  const { stream, kind, facts, at } = rowOf(event)
  const text = `with changed as (
      update ${s}.orders set status = $4, updated_at = $5, version = version + 1
      where id = $1 and account = $2 and status = $3 returning version
    ), locked as (
      select l.sku from ${s}.stock_level l
      where l.sku = any ($6::bigint[]) and exists (select from changed)
      order by l.sku for no key update
    ), moved as (
      update ${s}.stock_level l set on_hand = l.on_hand + m.on_hand, reserved = l.reserved + m.reserved
      from unnest($6::bigint[], $7::integer[], $8::integer[]) as m (sku, on_hand, reserved)
      where l.sku = m.sku and (select pg_catalog.count(*) from locked) > 0
    ), recorded as (
      insert into ${s}.stock_movement (sku, kind, quantity, "order", at)
      select m.sku, 'ship', -m.on_hand, $1, $5
      from unnest($6::bigint[], $7::integer[]) as m (sku, on_hand)
      where m.on_hand < 0 and exists (select from changed)
    ), stepped as (
      insert into ${s}.order_step ("order", account, number, status, actor, at)
      select $1, $2, c.version, $4, $13, $5 from changed c
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at)
      select $9, c.version, $10, $11::json, $12 from changed c
    )
    select version from changed`
  const rows = await database.rows({ name: "change status", text }, [
    idOrNone(order.id),
    idOrNone(order.account),
    event.from,
    order.status,
    order.updatedAt.toISOString(),
    movements.map(({ stockItem }) => stockItem),
    movements.map(({ kind, quantity }) => movementEffects[kind].onHand * quantity),
    movements.map(({ kind, quantity }) => movementEffects[kind].reserved * quantity),
    ...[stream, kind, facts, at],
    by,
  ])
  return rows.length > 0
}
