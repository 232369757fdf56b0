import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** Adds an index that counts an account's unpaid orders. An order leaves it with its first change of status. */
export class UnpaidOrders extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    this.addSql(`create index unpaid_order_of_account on ${s}.orders (account) where status = 'created'`)
  }
}
