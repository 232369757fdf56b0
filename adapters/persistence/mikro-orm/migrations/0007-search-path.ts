import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/**
 * Pins the search path of every function, so that a role that may create objects in another schema cannot make a
 * function of ours call its own. Temporary tables are searched last; by default they come first.
 */
export class SearchPath extends Migration {
  override up(): void {
    const s = schemaOf(this.config)
    for (const name of functions) this.addSql(`alter function ${s}.${name} set search_path = pg_catalog, pg_temp`)
  }
}

const functions = [
  "add_products",
  "place_orders",
  "change_order_status",
  "begin_sign_ins",
  "settle_in_events",
  "account_registered",
  "rotate_refresh",
  "restock",
  "reprice_product",
]
