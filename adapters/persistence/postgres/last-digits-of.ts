import { LAST_DIGITS } from "../../../domain/order/last-digits.ts"

/** The SQL of `lastDigits`. The index of phone numbers has the same expression. */
export const lastDigitsOf = (column: string): string =>
  `pg_catalog.right(pg_catalog.regexp_replace(${column}, '[^0-9]', '', 'g'), ${LAST_DIGITS})`
