import type { Migration } from "./migration.ts"

/** When the person of an account was erased. The account remains for its orders. */
export const erasure: Migration = {
  name: "0025-erasure",
  statements: (s) => [`alter table ${s}.account add column erased_at timestamptz`],
}
