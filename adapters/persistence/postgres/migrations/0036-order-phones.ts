import type { Migration } from "./migration.ts"

/** Finds orders by the phone number of the delivery. The expression is that of `last-digits-of.ts`. */
export const orderPhones: Migration = {
  name: "0036-order-phones",
  statements: (s) => [
    `create index orders_by_phone on ${s}.orders (
      pg_catalog.right(pg_catalog.regexp_replace(phone, '[^0-9]', '', 'g'), 8), created_at, id
    ) where phone is not null`,
  ],
}
