import { baseline } from "./baseline/index.ts"
import { baselineVersions, earlierVersions, migrations, versions } from "./index.ts"
import type { Migration } from "./migration.ts"

/** Loads the migrations of the versions in `earlierVersions`. They need packages of MikroORM. */
export type LoadEarlier = () => Promise<ReadonlyArray<Migration>>

/** Statements, and the versions that a database has after them. */
export interface MigrationStep {
  readonly versions: ReadonlyArray<string>
  readonly statements: ReadonlyArray<string>
}

/**
 * Returns the steps that bring a schema with the applied versions to the current version, in order. A schema without
 * versions gets the baseline and the migrations after it, and needs no package of MikroORM.
 */
export const planMigrations = async (
  schema: string,
  applied: ReadonlyArray<string>,
  loadEarlier: LoadEarlier,
): Promise<ReadonlyArray<MigrationStep>> => {
  if (applied.length === 0)
    return [
      { versions: baselineVersions, statements: baseline(schema) },
      ...steps(migrations, schema, baselineVersions),
    ]
  const needsEarlier = earlierVersions.some((name) => !applied.includes(name))
  return steps([...(needsEarlier ? await loadEarlier() : []), ...migrations], schema, applied)
}

const steps = (all: ReadonlyArray<Migration>, schema: string, applied: ReadonlyArray<string>) =>
  all
    .filter(({ name }) => !applied.includes(name))
    .map(({ name, statements }): MigrationStep => ({ versions: [name], statements: statements(schema) }))

/** Returns the versions that a database has and this program does not know. */
export const unknownVersions = (applied: ReadonlyArray<string>): ReadonlyArray<string> =>
  applied.filter((name) => !versions.includes(name))
