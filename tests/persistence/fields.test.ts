import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { type ContractName, describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { openSqlite } from "../examples/projects/sqlite/store.ts"
import { openOnPglite } from "../support/pglite.ts"

// The contracts that write and read every field, on every store. A missing column in one store fails here, in
// `npm run check`. The other contracts run with `npm test`.
const only: ReadonlyArray<ContractName> = [
  "accounts",
  "externalAccounts",
  "profiles",
  "shopCurrency",
  "recovery",
  "accountErasure",
  "guests",
  "catalog",
  "catalogEditing",
  "catalogKeys",
  "catalogLoader",
  "orders",
  "orderHistory",
  "orderSearch",
  "stockTaking",
  "stockSearch",
  "productSearch",
  "productPictures",
  "reports",
  "accountSearch",
]

describePersistence("memory", async () => openInMemory(), { only })
describePersistence("SQLite", async () => openSqlite(":memory:"), { only })
describePersistence("PGlite", openOnPglite, { only })
