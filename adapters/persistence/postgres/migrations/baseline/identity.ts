import { createWithIds } from "./sequence.ts"

/** Accounts, their words for searches, sessions, attempts to sign in, and the shop's own id. */
export const identity = (s: string): ReadonlyArray<string> => [
  ...accounts(s),
  ...sessions(s),
  ...signIns(s),
  ...shop(s),
]

/*
 * PostgreSQL checks unique constraints in the order in which they were created: of several identifiers that are taken,
 * the error names the first. `email_key` is the address in lower case, for accounts that sign in by it.
 */
const accounts = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "account",
    (id) => `${id},
    username varchar(150) constraint account_username_check check (username <> ''),
    email varchar(254),
    password_hash text not null,
    is_admin boolean not null default false,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    email_key varchar(254) constraint account_email_key_check check (email_key <> ''),
    phone varchar(16) constraint account_phone_check check (phone ~ '^\\+[1-9][0-9]{6,14}$'),
    password_changed_at timestamptz,
    updated_at timestamptz not null default now(),
    first_name text not null default '',
    last_name text not null default '',
    year text not null default '',
    branch text not null default '',
    roll_number text not null default '',
    contact_phone text not null default '',
    bio text not null default '',
    address text not null default '',
    postal_code text not null default '',
    birthdate date,
    picture text,
    is_verified boolean not null default false,
    is_indexed boolean not null default false,
    constraint account_pkey primary key (id),
    constraint account_username_key unique (username),
    constraint account_email_key_key unique (email_key),
    constraint account_phone_key unique (phone)`,
  ),
  `create index account_unindexed on ${s}.account (id) where not is_indexed`,
  `create index account_admin on ${s}.account (id) where is_admin`,
  `create index account_inactive on ${s}.account (id) where not is_active`,
  `create table ${s}.account_word (
    word text collate "C" not null,
    account bigint not null constraint account_word_account_fkey references ${s}.account on delete cascade,
    constraint account_word_pkey primary key (word, account)
  )`,
  `create index account_word_of_account on ${s}.account_word (account, word)`,
]

/* The account is part of every key, so that a cluster can distribute the tables by it. */
const sessions = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "session",
    (id) => `${id},
    account bigint not null constraint session_account_fkey references ${s}.account on delete cascade,
    token_digest text not null,
    opened_at timestamptz not null,
    expires_at timestamptz,
    password_changed_at timestamptz,
    rotates boolean not null default false,
    sid text collate "C" not null,
    constraint session_token_digest_key unique (token_digest, account),
    constraint session_sid_key unique (sid, account),
    constraint session_pkey primary key (id, account)`,
  ),
  `create index session_account_idx on ${s}.session (account)`,
  `create index session_expires_at_idx on ${s}.session (expires_at) where expires_at is not null`,
  // Tokens that were used lately, with their successors. Older ones are recognised by not being the session's current one.
  `create table ${s}.refresh_rotation (
    session bigint not null,
    used text collate "C" not null,
    successor text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz not null,
    account bigint not null,
    constraint refresh_rotation_pkey primary key (session, used, account),
    constraint refresh_rotation_session_fkey
      foreign key (session, account) references ${s}.session (id, account) on delete cascade
  )`,
]

/* `account` and `address` are digests of what clients send, which can have any length. */
const signIns = (s: string): ReadonlyArray<string> => [
  ...createWithIds(
    s,
    "sign_in_attempt",
    (id) => `${id},
    account text not null,
    address text not null,
    at timestamptz not null,
    failed boolean not null default false,
    constraint sign_in_attempt_pkey primary key (id)`,
  ),
  `create index sign_in_attempt_account_at_idx on ${s}.sign_in_attempt (account, at)`,
  `create index sign_in_attempt_address_at_idx on ${s}.sign_in_attempt (address, at)`,
  `create index sign_in_attempt_at_idx on ${s}.sign_in_attempt (at)`,
  `create table ${s}.known_address (
    account text not null,
    address text not null,
    signed_in_at timestamptz not null,
    constraint known_address_pkey primary key (account, address)
  )`,
  `create index known_address_signed_in_at on ${s}.known_address (signed_in_at)`,
  // A row per account name that a client tried to sign in with. Concurrent attempts wait for its lock.
  `create table ${s}.sign_in_turn (
    account text collate "C" constraint sign_in_turn_pkey primary key,
    at timestamptz not null
  ) with (fillfactor = 50)`,
  `create index sign_in_turn_at on ${s}.sign_in_turn (at)`,
]

const shop = (s: string): ReadonlyArray<string> => [
  `create table ${s}.shop (
    is_only_row boolean default true constraint shop_is_only_row_check check (is_only_row),
    id text collate "C" not null constraint shop_id_check check (id <> ''),
    constraint shop_pkey primary key (is_only_row)
  )`,
  `insert into ${s}.shop (id) values (pg_catalog.replace(pg_catalog.gen_random_uuid()::text, '-', ''))`,
  // Pictures to which perhaps no account refers.
  `create table ${s}.noted_picture (
    name text collate "C" constraint noted_picture_pkey primary key,
    at timestamptz not null default now()
  )`,
  `create index noted_picture_at on ${s}.noted_picture (at)`,
]
