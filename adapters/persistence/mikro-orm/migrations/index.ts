import { Shop } from "./0001-shop.ts"
import { Identity } from "./0002-identity.ts"
import { Orders } from "./0003-orders.ts"
import { Rotation } from "./0004-rotation.ts"
import { Inventory } from "./0005-inventory.ts"
import { OrderEvents } from "./0006-order-events.ts"
import { SearchPath } from "./0007-search-path.ts"
import { KnownAddresses } from "./0008-known-addresses.ts"
import { Tokens } from "./0009-tokens.ts"
import { Decisions } from "./0010-decisions.ts"
import { UnpaidOrders } from "./0011-unpaid-orders.ts"
import { VariantSku } from "./0012-variant-sku.ts"

/** All versions of the schema, in order. One that was released is never changed again: a later one corrects it. */
export const migrations = [
  { name: "0001-shop", class: Shop },
  { name: "0002-identity", class: Identity },
  { name: "0003-orders", class: Orders },
  { name: "0004-rotation", class: Rotation },
  { name: "0005-inventory", class: Inventory },
  { name: "0006-order-events", class: OrderEvents },
  { name: "0007-search-path", class: SearchPath },
  { name: "0008-known-addresses", class: KnownAddresses },
  { name: "0009-tokens", class: Tokens },
  { name: "0010-decisions", class: Decisions },
  { name: "0011-unpaid-orders", class: UnpaidOrders },
  { name: "0012-variant-sku", class: VariantSku },
]

export const migrationOptions = {
  migrationsList: migrations,
  tableName: "schema_version",
  allOrNothing: true,
  transactional: true,
  disableForeignKeys: false,
  snapshot: false,
  silent: true,
}
