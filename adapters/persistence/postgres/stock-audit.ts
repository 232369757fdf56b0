import { Effect } from "effect"
import type { StockAudit } from "../../../application/ports/stock-audit.ts"
import { auditStock } from "./audit-stock.ts"
import type { Database, Queries } from "./database.ts"
import { reconcileStock } from "./reconcile-stock.ts"

export const makeStockAudit = (database: Database): StockAudit => ({
  audit: () => Effect.promise(() => unhurried(database, (queries) => auditStock(queries, database.schema))),
  reconcile: () => Effect.promise(() => unhurried(database, (queries) => reconcileStock(queries, database))),
})

/** Removes the time limits of statements, because the audit reads all orders. */
const unhurried = <A>(database: Database, work: (queries: Queries) => Promise<A>): Promise<A> =>
  database.transaction(
    async (queries) => {
      await queries.rows({ name: "no statement timeout", text: "set local statement_timeout = 0" }, [])
      return work(queries)
    },
    { isUnlimited: true },
  )
