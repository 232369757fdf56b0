import { afterAll } from "vitest"
import { migrate } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { freshDatabase, serverUrl } from "../support/postgres.ts"
import { createDatabase, type Database, execute } from "../support/postgres-server.ts"

const urls = new WeakMap<object, string>()

/** Opens the database of a store of {@link onPostgres} again. */
export const openAgainBy =
  (open: (url: string) => Promise<Persistence>) =>
  (store: object): Promise<Persistence> => {
    const url = urls.get(store)
    if (url === undefined) throw new Error("the store was not opened by onPostgres")
    return open(url)
  }

let template: Promise<Database> | undefined

afterAll(async () => (await template)?.drop())

/** Returns a database with current tables. Copying one takes a third of the time that the migrations take. */
export const migratedDatabase = async (): Promise<Database> => {
  template ??= migrated()
  const copy = await createDatabase(await serverUrl(), new URL((await template).url).pathname.slice(1))
  // Migrations give each shop an id of its own.
  await execute(copy.url, "update shopwright.shop set id = replace(gen_random_uuid()::text, '-', '')")
  return copy
}

const migrated = async (): Promise<Database> => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  return database
}

/** Opens a store over a database of its own, which is dropped when the store closes. */
export const onPostgres = async (open: (url: string) => Promise<Persistence>): Promise<Persistence> => {
  const database = await migratedDatabase()
  const store = await open(database.url)
  const opened = { ...store, close: () => store.close().finally(() => database.drop()) }
  urls.set(opened, database.url)
  return opened
}
