import type { StatusChange } from "../../../domain/order/change-status.ts"
import { movementEffects } from "../../../domain/stock/movement.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"

/**
 * The part of a statement that writes a status change with its movements, step and event if the order still has the
 * status that the change was decided from, and `condition` holds. `changed` contains a row if it was written. The
 * parameters are those of {@link statusChangeValues}.
 */
export const writeStatusChange = (s: string, condition: string): string => `changed as (
      update ${s}.orders set status = $4, updated_at = $5, version = version + 1
      where id = $1 and account = $2 and status = $3 and ${condition}
      returning version
    ), moved as (
      update ${s}.stock_level l set on_hand = l.on_hand + m.on_hand, reserved = l.reserved + m.reserved
      from unnest($6::bigint[], $7::integer[], $8::integer[]) as m (stock_item, on_hand, reserved)
      where l.stock_item = m.stock_item and exists (select from changed)
    ), recorded as (
      insert into ${s}.stock_movement (stock_item, kind, quantity, "order", account, at)
      select m.stock_item, 'ship', -m.on_hand, $1, $13, $5
      from unnest($6::bigint[], $7::integer[]) as m (stock_item, on_hand)
      where m.on_hand < 0 and exists (select from changed)
    ), stepped as (
      insert into ${s}.order_step ("order", account, number, status, actor, at, reason)
      select $1, $2, c.version, $4, $13, $5, $14 from changed c
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at)
      select $9, c.version, $10, $11::json, $12 from changed c
    )`

/** The parameters of {@link writeStatusChange}. */
export const statusChangeValues = ({ order, movements, event, by, reason }: StatusChange): ReadonlyArray<unknown> => {
  const { stream, kind, facts, at } = rowOf(event)
  return [
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
    reason,
  ]
}
