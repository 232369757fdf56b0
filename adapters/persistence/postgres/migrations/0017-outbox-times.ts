import type { Migration } from "./migration.ts"

/** When leases were given and events deferred. A time in the future shows that the clock was ahead. */
export const outboxTimes: Migration = {
  name: "0017-outbox-times",
  statements: (s) => [
    `alter table ${s}.subscriber add column leased_at timestamptz not null default now()`,
    `alter table ${s}.deferred_event add column deferred_at timestamptz not null default now()`,
  ],
}
