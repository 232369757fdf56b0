import { earlierVersions, migrations, versions } from "./index.ts"
import type { Migration } from "./migration.ts"

/** Loads the migrations of the versions in `earlierVersions`. They need packages that new databases do not need. */
export type LoadEarlier = () => Promise<ReadonlyArray<Migration>>

/** Statements, and the versions that a database has after them. */
export interface MigrationStep {
  readonly versions: ReadonlyArray<string>
  readonly statements: ReadonlyArray<string>
}

/** Returns the steps that bring a schema with the applied versions to the current version, in order. */
export const planMigrations = async (
  schema: string,
  applied: ReadonlyArray<string>,
  loadEarlier: LoadEarlier,
): Promise<ReadonlyArray<MigrationStep>> => {
  const needsEarlier = earlierVersions.some((name) => !applied.includes(name))
  const all = [...(needsEarlier ? await loadEarlier() : []), ...migrations]
  return all
    .filter(({ name }) => !applied.includes(name))
    .map(({ name, statements }) => ({ versions: [name], statements: statements(schema) }))
}

/** Returns the versions that a database has and this program does not know. */
export const unknownVersions = (applied: ReadonlyArray<string>): ReadonlyArray<string> =>
  applied.filter((name) => !versions.includes(name))
