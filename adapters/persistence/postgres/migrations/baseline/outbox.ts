import { createWithIds } from "./sequence.ts"

/** Events, subscribers with their positions, and events that are delivered again. */
export const outbox = (s: string): ReadonlyArray<string> => [...events(s), ...subscribers(s)]

/*
 * `number` comes from the row that the write locks: the `version` of the order, the stock level or the product. An event
 * gets its position later.
 */
const events = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "event",
    (id) => `stream text collate "C" not null,
    number bigint not null,
    ${id},
    position bigint,
    kind text not null,
    facts json not null,
    line_ids json,
    at timestamptz not null,
    constraint event_pkey primary key (stream, number)`,
  ),
  `create index event_without_position on ${s}.event (id) where position is null`,
  `create index event_position on ${s}.event (position) where position is not null`,
  // The last position of an event. Its row is locked while events get theirs.
  `create table ${s}.outbox (
    is_only_row boolean default true constraint outbox_is_only_row_check check (is_only_row),
    last_position bigint not null,
    constraint outbox_pkey primary key (is_only_row)
  ) with (fillfactor = 50)`,
  `insert into ${s}.outbox (last_position) values (0)`,
]

const subscribers = (s: string): ReadonlyArray<string> => [
  `create table ${s}.subscriber (
    name text collate "C" constraint subscriber_pkey primary key,
    holder text not null,
    token bigint not null default 1,
    leased_until timestamptz not null,
    position bigint not null,
    leased_at timestamptz not null default now()
  ) with (fillfactor = 50)`,
  `create table ${s}.deferred_event (
    subscriber text collate "C" not null
      constraint deferred_event_subscriber_fkey references ${s}.subscriber on delete cascade,
    stream text collate "C" not null,
    number bigint not null,
    failures integer not null,
    due timestamptz not null,
    deferred_at timestamptz not null default now(),
    constraint deferred_event_pkey primary key (subscriber, stream, number)
  )`,
  `create index deferred_event_key on ${s}.deferred_event (stream, number)`,
]
