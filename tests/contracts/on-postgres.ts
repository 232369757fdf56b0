import { migrate } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { freshDatabase } from "../support/postgres.ts"

/** A store over a database of its own, which is dropped when the store closes. */
export const onPostgres = async (open: (url: string) => Promise<Persistence>): Promise<Persistence> => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const store = await open(database.url)
  return { ...store, close: () => store.close().finally(() => database.drop()) }
}
