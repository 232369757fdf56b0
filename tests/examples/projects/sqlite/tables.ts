import type { Database } from "./database.ts"

/** Creates missing tables. */
export const makeTables = (db: Database): void => {
  for (const table of tables.split(";")) if (table.trim() !== "") db.run(table)
}

// Ids of removable rows are `autoincrement`, so they are never reused. CHECKs enforce the domain's limits.
const tables = `
create table if not exists account (
  id integer primary key,
  username text unique,
  email text,
  sign_in_email text unique,
  phone text unique,
  external_id text unique,
  is_admin integer not null,
  is_active integer not null,
  profile text not null,
  metadata text,
  password_hash text not null,
  password_changed_at integer,
  created_at integer not null,
  updated_at integer not null,
  version integer not null default 0
) strict;

create table if not exists shop (
  is_only_row integer primary key check (is_only_row = 1),
  id text not null,
  currency text not null
) strict;
insert or ignore into shop values (1, lower(hex(randomblob(16))), 'USD');

create table if not exists session (
  id integer primary key autoincrement,
  sid text not null unique,
  account integer not null references account,
  password_changed_at integer,
  token_digest text not null unique,
  rotates integer not null,
  opened_at integer not null,
  expires_at integer
) strict;
create index if not exists session_account on session (account);
create index if not exists session_expiry on session (expires_at) where expires_at is not null;

create table if not exists rotation (
  session integer not null references session on delete cascade,
  used text not null,
  used_at integer not null,
  successor text not null,
  issued_at integer not null,
  expires_at integer not null,
  primary key (session, used)
) strict, without rowid;

create table if not exists attempt (
  id integer primary key autoincrement,
  account text not null,
  address text not null,
  at integer not null,
  failed integer not null
) strict;
create index if not exists attempt_account on attempt (account, at);
create index if not exists attempt_address on attempt (address, at);
create index if not exists attempt_at on attempt (at);

create table if not exists known_address (
  account text not null,
  address text not null,
  last integer not null,
  primary key (account, address)
) strict, without rowid;
create index if not exists known_address_last on known_address (last);

create table if not exists category (
  id integer primary key autoincrement,
  name text not null unique
) strict;

create table if not exists product (
  id integer primary key,
  category integer not null references category,
  name text not null,
  description text not null,
  price integer not null,
  metadata text,
  is_archived integer not null default 0,
  version integer not null default 0
) strict;

create table if not exists product_picture (
  name text primary key,
  product integer not null references product,
  number integer not null,
  alt text not null
) strict, without rowid;
create index if not exists product_picture_product on product_picture (product, number);

create table if not exists variant (
  id integer primary key,
  product integer not null references product,
  size text not null,
  color text not null,
  sku text check (sku <> ''),
  metadata text,
  is_archived integer not null default 0
) strict;

create table if not exists stock_item (
  id integer primary key,
  product integer not null references product,
  variant integer unique references variant,
  on_hand integer not null,
  reserved integer not null,
  low_threshold integer,
  check (reserved between 0 and on_hand)
) strict;
create index if not exists stock_item_product on stock_item (product);

create table if not exists movement (
  id integer primary key,
  stock_item integer not null references stock_item,
  kind text not null check (kind in ('reserve', 'release', 'ship', 'restock', 'surplus', 'shrinkage')),
  quantity integer not null check (quantity > 0),
  at integer not null
) strict;
create index if not exists movement_stock_item on movement (stock_item);

create table if not exists orders (
  id integer primary key,
  account integer not null references account,
  status text not null,
  delivery text,
  metadata text,
  adjustments text not null,
  created_at integer not null,
  updated_at integer not null
) strict;
create index if not exists orders_account on orders (account);
create index if not exists orders_status on orders (status);
create index if not exists orders_unpaid_account on orders (account) where status = 'created';
create index if not exists orders_unpaid on orders (created_at) where status = 'created';

create table if not exists order_line (
  id integer primary key,
  order_id integer not null references orders,
  stock_item integer not null references stock_item,
  product integer not null references product,
  variant integer references variant,
  quantity integer not null,
  price integer not null,
  metadata text
) strict;
create index if not exists order_line_order on order_line (order_id);
create index if not exists order_line_stock_item on order_line (stock_item);

create table if not exists order_step (
  id integer primary key,
  order_id integer not null references orders,
  status text not null,
  actor integer,
  at integer not null,
  reason text not null
) strict;
create index if not exists order_step_order on order_step (order_id);

create table if not exists order_note (
  order_id integer primary key references orders,
  note text not null
) strict;

create table if not exists order_key (
  account integer not null references account,
  key text not null,
  fingerprint text not null,
  result text not null,
  at integer not null,
  primary key (account, key)
) strict;
create index if not exists order_key_at on order_key (at);

create table if not exists catalog_key (
  account integer not null,
  key text not null,
  fingerprint text not null,
  result text not null,
  at integer not null,
  primary key (account, key)
) strict;

create table if not exists stock_key (
  account integer not null,
  key text not null,
  fingerprint text not null,
  result text not null,
  at integer not null,
  primary key (account, key)
) strict;

create table if not exists event (
  number integer primary key autoincrement,
  stream text not null,
  event text not null,
  at integer not null
) strict;

create table if not exists subscriber (
  name text primary key,
  position integer not null,
  holder text not null,
  token integer not null,
  leased_until integer not null
) strict;

create table if not exists put_off (
  subscriber text not null references subscriber on delete cascade,
  event integer not null references event,
  failures integer not null,
  due integer not null,
  primary key (subscriber, event)
) strict;
create index if not exists put_off_event on put_off (event);
`
