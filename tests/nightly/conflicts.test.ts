import { Pool } from "pg"
import { expect, it } from "vitest"
import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { postgresDatabase } from "../../adapters/persistence/postgres/pool-database.ts"
import { type ContractName, describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { migratedDatabase } from "../contracts/on-postgres.ts"
import { conflictingPool } from "../support/conflicting-pool.ts"
import { execute } from "../support/postgres-server.ts"

/** The contracts that write. Not `emptyStore`, which expects ids without gaps: a repeated statement takes new ids. */
const WRITING: ReadonlyArray<ContractName> = [
  ...(["accounts", "accountSecurity", "profiles", "sessions", "sessionLimits", "rotations", "signInAttempts"] as const),
  ...(["catalog", "catalogEditing", "catalogLoader", "prices", "inventory", "orderLedger", "idempotency"] as const),
  ...([
    "unpaidOrders",
    "orderHistory",
    "orderMetadata",
    "outbox",
    "retention",
    "stockAudit",
    "unusedPictures",
  ] as const),
]

const failedInAll = new Set<string>()

const openConflicting = async (): Promise<Persistence> => {
  const database = await migratedDatabase()
  const pool = new Pool({ connectionString: database.url })
  pool.on("error", () => undefined)
  const { pool: conflicting, failed } = conflictingPool(pool)
  const store = persistence(postgresDatabase(conflicting, "shopwright"), async () => undefined)
  return {
    ...store,
    close: async () => {
      for (const statement of failed) failedInAll.add(statement)
      await pool.end()
      await database.drop()
    },
  }
}

const openSerializable = async (): Promise<Persistence> => {
  const database = await migratedDatabase()
  const name = new URL(database.url).pathname.slice(1)
  await execute(database.url, `alter database ${name} set default_transaction_isolation = 'serializable'`)
  const store = await openMikroOrm({ url: database.url })
  return { ...store, close: () => store.close().finally(() => database.drop()) }
}

describePersistence("PostgreSQL, where every statement fails with a conflict first", openConflicting, {
  timeout: 120_000,
  only: WRITING,
})

it("conflicts were injected into every table that the store writes", () => {
  const written = [...failedInAll].flatMap((text) => [
    ...text.matchAll(/(?:insert into|update|delete from) "shopwright"\.(\w+)/g),
  ])
  const tables = new Set(written.map(([, table]) => table))
  expect([...tables].sort()).toEqual(expect.arrayContaining(WRITTEN))
  expect(failedInAll.has("commit")).toBe(true)
})

const WRITTEN = [
  ...["account", "category", "deferred_event", "event", "known_address", "order_key", "order_line", "orders", "outbox"],
  ...["product", "refresh_rotation", "session", "sign_in_attempt", "sign_in_turn", "stock_level", "stock_movement"],
  ...["subscriber", "variant"],
]

describePersistence("PostgreSQL, serializable by default", openSerializable, { timeout: 120_000 })
