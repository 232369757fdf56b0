import { adjustmentTotal } from "../../../domain/order/adjustment.ts"
import { type NewOrderLine, type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import { withIds } from "../../../domain/order/place-order.ts"
import { placementFacts } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { metadataOf } from "./metadata-column.ts"
import type { PlacementCall } from "./placement-call.ts"

/** What any order of a batch has. The statement has no parameters for what none has. */
export interface OrderContents {
  /** An idempotency key. */
  readonly keyed: boolean
  /** Metadata, of the order or of a line. */
  readonly described: boolean
  /** Adjustments. */
  readonly adjusted: boolean
}

export const contentsOf = (calls: ReadonlyArray<PlacementCall>): OrderContents => ({
  keyed: calls.some(({ claim }) => claim !== null),
  described: calls.some(({ placement: { order } }) => order.metadata !== null || order.lines.some(isDescribed)),
  adjusted: calls.some(({ placement }) => placement.order.adjustments.length > 0),
})

const isDescribed = ({ metadata }: NewOrderLine): boolean => metadata !== undefined

/** Returns the name of a statement that writes orders with such contents. */
export const nameFor = (verb: string, { keyed, described, adjusted }: OrderContents): string =>
  [
    verb,
    ...(adjusted ? ["adjusted"] : []),
    ...(described ? ["described"] : []),
    ...(keyed ? ["keyed"] : []),
    "orders",
  ].join(" ")

/**
 * The part of a statement that writes orders with their keys, lines and events if `condition` holds. Parameters begin
 * with `$first` and are those of {@link orderValues}. `ids` contains the ids of the orders and of their lines, or no row
 * if nothing was written: because the condition does not hold, or because a key exists already.
 *
 * Ids are taken in the order given, so that they follow the order of the calls. Arrays are faster than joins here.
 */
export const writeOrders = (
  s: string,
  { keyed, described, adjusted }: OrderContents,
  condition: string,
  first: number,
): string => {
  const at = (offset: number): string => `$${first + offset}`
  // The columns that only some orders have, each with its type as a parameter and as a column.
  const optional = [
    ...(described ? [["metadata", "text", "::json"]] : []),
    ...(adjusted
      ? [
          ["adjustments", "text", "::json"],
          ["adjustment_total", "bigint", ""],
        ]
      : []),
  ].map(([name, type, cast], i) => ({ name, cast, parameter: `${at((keyed ? 21 : 16) + i)}::${type}[]` }))
  const lineMetadata = described ? `, ${at((keyed ? 21 : 16) + optional.length)}::text[]` : ""
  const columns = optional.map(({ name }) => `, ${name}`).join("")
  const nextIds = (sequence: string, values: string): string =>
    `array(select pg_catalog.nextval('${`${s}.${sequence}`.replaceAll("'", "''")}') from pg_catalog.unnest(${values}))`
  const drawn = (where: string): string => `select ${nextIds("orders_id_seq", `${at(1)}::bigint[]`)} as orders,
      ${nextIds("order_line_id_seq", `${at(7)}::bigint[]`)} as lines where ${where}`
  const claims = `drawn as (${drawn(condition)}), claimed as (
      insert into ${s}.order_key (account, key, fingerprint, "order", at)
      select k.account, k.key, k.fingerprint, (select orders from drawn)[k.n], k.at
      from unnest(${at(16)}::integer[], ${at(17)}::bigint[], ${at(18)}::text[], ${at(19)}::text[], ${at(20)}::timestamptz[])
        as k (n, account, key, fingerprint, at)
      where exists (select from drawn) order by k.account, k.key collate "C"
      on conflict do nothing returning 1
    ), ids as (
      select * from drawn
      where (select pg_catalog.count(*) from claimed) = pg_catalog.cardinality(${at(16)}::integer[])
    )`
  return `${keyed ? claims : `ids as (${drawn(condition)})`}, placed as (
      insert into ${s}.orders (id, account, status, address, phone, created_at, updated_at${columns})
      select (select orders from ids)[o.n], o.account, o.status, o.address, o.phone, o.at, o.at${optional.map(({ name, cast }) => `, o.${name}${cast}`).join("")}
      from unnest(
        ${at(0)}::integer[], ${at(1)}::bigint[], ${at(2)}::text[], ${at(3)}::text[], ${at(4)}::text[],
        ${at(5)}::timestamptz[]${optional.map(({ parameter }) => `, ${parameter}`).join("")}
      ) as o (n, account, status, address, phone, at${columns})
      where exists (select from ids)
    ), lines as (
      insert into ${s}.order_line (id, account, "order", stock_item, product, variant, quantity, price${described ? ", metadata" : ""})
      select (select lines from ids)[i.k], i.account, (select orders from ids)[i.n],
        i.stock_item, i.product, i.variant, i.quantity, i.price${described ? ", i.metadata::json" : ""}
      from unnest(
        ${at(6)}::integer[], ${at(7)}::bigint[], ${at(8)}::bigint[], ${at(9)}::bigint[], ${at(10)}::bigint[],
        ${at(11)}::integer[], ${at(12)}::bigint[]${lineMetadata}
      ) with ordinality as i (n, account, stock_item, product, variant, quantity, price${described ? ", metadata" : ""}, k)
      where exists (select from ids)
    ), events as (
      insert into ${s}.event (stream, number, kind, facts, line_ids, at)
      select 'order/' || (select orders from ids)[e.n], 1, 'OrderPlaced', e.facts::json,
        pg_catalog.to_json((select lines from ids)[e.first:e.last]), e.at
      from unnest(
        ${at(0)}::integer[], ${at(13)}::text[], ${at(14)}::integer[], ${at(15)}::integer[], ${at(5)}::timestamptz[]
      ) as e (n, facts, first, last, at)
      where exists (select from ids)
    )`
}

/** The parameters of {@link writeOrders}. */
export const orderValues = (
  calls: ReadonlyArray<PlacementCall>,
  { keyed, described, adjusted }: OrderContents,
): ReadonlyArray<unknown> => {
  const orders = calls.map(({ placement }, i) => ({ ...placement.order, n: i + 1 }))
  const lines = orders.flatMap(({ account, n, lines }) => lines.map((line) => ({ ...line, account, n })))
  let last = 0
  const lasts = orders.map((order) => {
    last += order.lines.length
    return last
  })
  const claims = calls.flatMap(({ claim, placement: { order } }, i) =>
    claim === null ? [] : [{ ...claim, account: order.account, at: order.createdAt, n: i + 1 }],
  )
  return [
    orders.map(({ n }) => n),
    orders.map(({ account }) => idOrNone(account)),
    orders.map(({ status }) => status),
    orders.map(({ delivery }) => delivery?.address ?? null),
    orders.map(({ delivery }) => delivery?.phone ?? null),
    orders.map(({ createdAt }) => createdAt.toISOString()),
    lines.map(({ n }) => n),
    lines.map(({ account }) => idOrNone(account)),
    lines.map(({ stockItem }) => stockItem),
    lines.map(({ product }) => product),
    lines.map(({ variant }) => variant),
    lines.map(({ quantity }) => quantity),
    lines.map(({ price }) => price),
    calls.map(({ placement }) => JSON.stringify(placementFacts(placement.order))),
    orders.map((order, i) => (lasts[i] ?? 0) - order.lines.length + 1),
    lasts,
    ...(keyed
      ? [
          claims.map(({ n }) => n),
          claims.map(({ account }) => idOrNone(account)),
          claims.map(({ key }) => key),
          claims.map(({ fingerprint }) => fingerprint),
          claims.map(({ at }) => at.toISOString()),
        ]
      : []),
    ...(described ? [orders.map(metadataOf)] : []),
    ...(adjusted ? [orders.map(adjustmentsOf), orders.map(addedOf)] : []),
    ...(described ? [lines.map(metadataOf)] : []),
  ]
}

/** Returns the JSON of an order's adjustments, or `null` if it has none. */
const adjustmentsOf = ({ adjustments }: Pick<Order, "adjustments">): string | null =>
  adjustments.length === 0 ? null : JSON.stringify(adjustments)

/** Returns what an order's adjustments add to its total, or `null` if it has none. */
const addedOf = ({ adjustments }: Pick<Order, "adjustments">): number | null =>
  adjustments.length === 0 ? null : adjustmentTotal(adjustments)

/** The columns `orders` and `lines` of {@link writeOrders}. */
export interface TakenIds {
  readonly orders: ReadonlyArray<number>
  readonly lines: ReadonlyArray<number>
}

/** The orders with the ids that the statement took, from its columns `orders` and `lines`. */
export const withTakenIds = (
  calls: ReadonlyArray<PlacementCall>,
  { orders, lines: lineIds }: TakenIds,
): ReadonlyArray<Order> => {
  let next = 0
  return calls.map(({ placement }, i) => {
    const first = next
    next += placement.order.lines.length
    const lines = lineIds.slice(first, next).map((id) => OrderLineId(Number(id)))
    return withIds(placement, OrderId(Number(orders[i])), lines).order
  })
}
