import { earlierVersions } from "../../postgres/migrations/index.ts"
import type { Migration } from "../../postgres/migrations/migration.ts"
import { unquoted } from "../../postgres/schema.ts"
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

/** The migrations of earlier versions, as shopwright published them. MikroORM's migrator can run them. */
export const migrationClasses: ReadonlyArray<{ readonly name: string; readonly class: MigrationClass }> =
  earlierVersions.map((name) => ({ name, class: earlier[name] }))

/** The same migrations as statements. */
export const earlierMigrations: ReadonlyArray<Migration> = migrationClasses.map((earlier) => ({
  name: earlier.name,
  statements: (schema) => statementsOf(earlier.class, schema),
}))

/** Returns the statements that a migration collects. It reads only the schema from its configuration. */
const statementsOf = (migrationClass: MigrationClass, schema: string): ReadonlyArray<string> => {
  const configuration = { get: () => unquoted(schema) }
  const migration = Reflect.construct(migrationClass, [undefined, configuration]) as InstanceType<MigrationClass>
  migration.up()
  return migration.getQueries().map(String)
}
