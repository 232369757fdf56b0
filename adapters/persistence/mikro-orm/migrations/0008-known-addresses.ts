import { Migration } from "../earlier-migration.ts"
import { schemaOf } from "../schema.ts"

/** Finds known addresses that have expired, whichever account they belong to. */
export class KnownAddresses extends Migration {
  override up(): void {
    this.addSql(`create index known_address_signed_in_at on ${schemaOf(this.config)}.known_address (signed_in_at)`)
  }
}
