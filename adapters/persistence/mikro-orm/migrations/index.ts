import { Migration } from "@mikro-orm/migrations"
import { earlierVersions, migrations as laterMigrations } from "../../postgres/migrations/index.ts"
import { schemaOf } from "../schema.ts"
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

type MigrationClass = typeof Shop

const earlier: Readonly<Record<(typeof earlierVersions)[number], MigrationClass>> = {
  "0001-shop": Shop,
  "0002-identity": Identity,
  "0003-orders": Orders,
  "0004-rotation": Rotation,
  "0005-inventory": Inventory,
  "0006-order-events": OrderEvents,
  "0007-search-path": SearchPath,
  "0008-known-addresses": KnownAddresses,
  "0009-tokens": Tokens,
  "0010-decisions": Decisions,
  "0011-unpaid-orders": UnpaidOrders,
  "0012-variant-sku": VariantSku,
}

const later = laterMigrations.map(({ name, statements }) => ({
  name,
  class: class extends Migration {
    override up(): void {
      for (const sql of statements(schemaOf(this.config))) this.addSql(sql)
    }
  },
}))

/** All versions of the schema, in order. */
export const migrations: ReadonlyArray<{ readonly name: string; readonly class: MigrationClass }> = [
  ...earlierVersions.map((name) => ({ name, class: earlier[name] })),
  ...later,
]

export const migrationOptions = {
  migrationsList: [...migrations],
  tableName: "schema_version",
  allOrNothing: true,
  transactional: true,
  disableForeignKeys: false,
  snapshot: false,
  silent: true,
}
