import type { Migration } from "./migration.ts"

/** The reasons of cancellations, in the histories of orders. */
export const cancelReasons: Migration = {
  name: "0035-cancel-reasons",
  statements: (s) => [`alter table ${s}.order_step add column reason text not null default ''`],
}
