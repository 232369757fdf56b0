import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** The merchant's own number of a variant. It is optional, and not unique. */
export class VariantSku extends Migration {
  override up(): void {
    this.addSql(`alter table ${schemaOf(this.config)}.variant add column sku varchar(64) check (sku <> '')`)
  }
}
