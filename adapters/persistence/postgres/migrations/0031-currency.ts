import type { Migration } from "./migration.ts"

/** The currency of the shop. Earlier versions had two decimals and USD in the API `shopwright`. */
export const shopCurrency: Migration = {
  name: "0031-currency",
  statements: (s) => [`alter table ${s}.shop add column currency text collate "C" not null default 'USD'`],
}
