import { sequence } from "./0010-ids.ts"

/**
 * Events with their stream and their number in it. The number is taken from the row that the write locks anyway: the
 * `version` of the order, the stock level or the product. A position is assigned later, see the outbox.
 */
export const events = (s: string): ReadonlyArray<string> => [
  `alter table ${s}.product add column version bigint not null default 0`,
  `alter table ${s}.stock_level add column version bigint not null default 0`,
  // Puts the events of a dump that another server restored before those that it wrote itself.
  `select ${s}.settle_in_events()`,
  `create table ${s}.event_by_stream (
    stream text collate "C" not null,
    number bigint not null,
    id bigint not null,
    position bigint,
    kind text not null,
    facts json not null,
    line_ids json,
    at timestamptz not null
  )`,
  `insert into ${s}.event_by_stream (stream, number, id, position, kind, facts, line_ids, at)
    select e.stream, pg_catalog.row_number() over (partition by e.stream order by e.tx, e.id), e.id,
      pg_catalog.row_number() over (order by e.tx, e.id), e.kind, e.facts, e.line_ids, e.at
    from (${oldEvents(s)}) e where e.facts is not null`,
  // The versions continue after the events that are kept.
  ...[
    ["orders", "order/", "id"],
    ["stock_level", "stock/", "sku"],
    ["product", "product/", "id"],
  ].map(
    ([table, prefix, id]) => `update ${s}.${table} t set version = greatest(t.version, e.last)
      from (select stream, pg_catalog.max(number) as last from ${s}.event_by_stream group by stream) e
      where e.stream = '${prefix}' || t.${id}`,
  ),
  ...subscribers(s),
  `drop table ${s}.event`,
  `alter table ${s}.event_by_stream rename to event`,
  `alter table ${s}.event add constraint event_pkey primary key (stream, number)`,
  ...sequence(s, "event", "id"),
  `create index event_without_position on ${s}.event (id) where position is null`,
  `create index event_position on ${s}.event (position) where position is not null`,
]

/** The events of earlier versions. An order that was placed is read from its rows; without them nothing is left to tell. */
const oldEvents = (s: string): string => `
  select e.tx, e.id, e.kind, e.at,
    case when e."order" is not null then 'order/' || e."order" when e.account is not null then 'account/' || e.account
      when e.sku is not null then 'stock/' || e.sku else 'product/' || e.product end as stream,
    case e.kind when 'OrderPlaced' then (
      select pg_catalog.json_build_object(
        'account', o.account,
        'delivery', case when o.address is not null
          then pg_catalog.json_build_object('address', o.address, 'phone', o.phone) end,
        'lines', (
          select pg_catalog.json_agg(
            pg_catalog.json_build_array(i.sku, i.product, i.variant, i.quantity, i.price) order by i.id
          ) from ${s}.order_line i where i."order" = o.id
        )
      ) from ${s}.orders o where o.id = e."order"
    ) else e.facts::json end as facts,
    case e.kind when 'OrderPlaced' then (
      select pg_catalog.json_agg(i.id order by i.id) from ${s}.order_line i where i."order" = e."order"
    ) end as line_ids
  from ${s}.event e`

const subscribers = (s: string): ReadonlyArray<string> => [
  // The last position given to an event. Locked while events get theirs.
  `create table ${s}.outbox (
    is_only_row boolean primary key default true check (is_only_row),
    last_position bigint not null
  ) with (fillfactor = 50)`,
  `insert into ${s}.outbox (last_position) select coalesce(pg_catalog.max(position), 0) from ${s}.event_by_stream`,
  `create table ${s}.deferred_event (
    subscriber text collate "C" not null references ${s}.subscriber on delete cascade,
    stream text collate "C" not null,
    number bigint not null,
    failures integer not null,
    due timestamptz not null,
    primary key (subscriber, stream, number)
  )`,
  `insert into ${s}.deferred_event (subscriber, stream, number, failures, due)
    select d.subscriber, n.stream, n.number, d.failures, d.due
    from ${s}.event_put_off d join ${s}.event e on (e.tx, e.id) = (d.tx, d.event)
    join ${s}.event_by_stream n on n.id = e.id and n.stream = d.stream`,
  `drop table ${s}.event_put_off`,
  `alter table ${s}.subscriber add column position bigint`,
  `update ${s}.subscriber b set position = (
    select coalesce(pg_catalog.max(n.position), 0)
    from ${s}.event e join ${s}.event_by_stream n on n.id = e.id and n.kind = e.kind and n.at = e.at
    where (e.tx, e.id) <= (b.tx, b.event)
  )`,
  `alter table ${s}.subscriber alter column position set not null, drop column tx, drop column event`,
  `create index deferred_event_key on ${s}.deferred_event (stream, number)`,
]
