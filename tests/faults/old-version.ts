import { Migrator } from "@mikro-orm/migrations"
import { MikroORM } from "@mikro-orm/postgresql"
import { migrationOptions, migrations } from "../../adapters/persistence/mikro-orm/migrations/index.ts"

/** Applies only the first migrations, as that version of shopwright did. */
export const migrateToVersion = async (url: string, version: number): Promise<void> => {
  const orm = await MikroORM.init({
    clientUrl: url,
    schema: "shopwright",
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { ...migrationOptions, migrationsList: migrations.slice(0, version) },
  })
  await orm.migrator.up().finally(() => orm.close())
}
