import type { Migration } from "./migration.ts"

/**
 * Discounts, taxes, shipping and fees of orders. `adjustment_total` is what they add to the total. Both are null without
 * adjustments. Checking the existing rows would lock a large table for the time of a scan. They have none.
 */
export const adjustments: Migration = {
  name: "0039-adjustments",
  statements: (s) => [
    `alter table ${s}.orders add column adjustments json, add column adjustment_total bigint`,
    `alter table ${s}.orders add constraint orders_adjustments_check
      check (pg_catalog.json_typeof(adjustments) = 'array') not valid`,
    `alter table ${s}.orders add constraint orders_adjustment_total_check
      check ((adjustments is null) = (adjustment_total is null)) not valid`,
  ],
}
