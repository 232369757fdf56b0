/** Citus distributes the tables, so a shop cannot be imported into them. */
export class TablesDistributed extends Error {
  override readonly name = "TablesDistributed"

  constructor() {
    super(
      "Citus distributes the tables of this shop, and a shop cannot be imported into distributed tables. " +
        "Import into a new database first, and distribute its tables then. See docs/sharding.md.",
    )
  }
}
