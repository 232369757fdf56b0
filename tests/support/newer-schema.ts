import type { Client } from "pg"

/**
 * Changes the tables as a newer version could: every column has another name, and the recorded versions contain
 * `9999-future`. Returns a function that undoes it.
 */
export const migrateToTheFuture = async (client: Client): Promise<() => Promise<void>> => {
  const { rows: columns } = await client.query<{ table: string; name: string }>(`
    select table_name as table, column_name as name from information_schema.columns
    where table_schema = 'shopwright' and table_name <> 'schema_version'`)
  const rename = (suffix: readonly [string, string]): string =>
    columns
      .map(({ table, name }) => `alter table shopwright.${table} rename "${name}${suffix[0]}" to "${name}${suffix[1]}"`)
      .join("; ")
  const inOneTransaction = (...statements: ReadonlyArray<string>) =>
    client.query(["begin", ...statements, "commit"].join("; "))
  await inOneTransaction(rename(["", "_new"]), "insert into shopwright.schema_version (name) values ('9999-future')")
  return async () => {
    await inOneTransaction(rename(["_new", ""]), "delete from shopwright.schema_version where name = '9999-future'")
  }
}
