import { Migrator } from "@mikro-orm/migrations"
import { MikroORM } from "@mikro-orm/postgresql"
import { migrationClasses } from "../../adapters/persistence/mikro-orm/migrations/index.ts"

/** Applies only the first migrations, as that version of shopwright did. */
export const migrateToVersion = async (url: string, version: number): Promise<void> => {
  const orm = await MikroORM.init({
    clientUrl: url,
    schema: "shopwright",
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      migrationsList: migrationClasses.slice(0, version),
      tableName: "schema_version",
      allOrNothing: true,
      disableForeignKeys: false,
      snapshot: false,
      silent: true,
    },
  })
  await orm.migrator.up().finally(() => orm.close())
}

/** Returns the versions to try: all of them in the nightly run, and a third of them, with the oldest, in others. */
export const tried = (versions: ReadonlyArray<number>): ReadonlyArray<number> =>
  process.env.SHOPWRIGHT_TEST_VERSIONS === "all" ? versions : versions.filter((_, i) => i % 3 === 0)
