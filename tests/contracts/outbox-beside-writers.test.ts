import { Client } from "pg"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { shopOver } from "../../adapters/testing/contracts/shop.ts"
import { freshDatabase } from "../support/postgres.ts"

/** A store on a database of its own. */
const openStore = async () => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const store = await openMikroOrm({ url: database.url })
  return { url: database.url, store, close: () => store.close().finally(() => database.drop()) }
}

/** Registers accounts, restocks and sells, again and again, until it is stopped. Returns how to stop it. */
const startWriter = async (url: string): Promise<() => Promise<void>> => {
  const store = await openMikroOrm({ url })
  const shop = shopOver(store)
  let isStopped = false
  const write = async () => {
    while (!isStopped) {
      const buyer = await shop.account()
      const { id: product } = await shop.product({ stock: 1 })
      await shop.amend(await shop.place(buyer, [{ product, quantity: 1 }]), "paid")
    }
  }
  const written = write()
  return async () => {
    isStopped = true
    await written.finally(() => store.close())
  }
}

/** Keeps a transaction open that has written. Returns how to end it. */
const openTransaction = async (url: string): Promise<() => Promise<void>> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query("begin; create table written (id integer)")
  return () => client.end()
}

/** Whether the store that all tests share was opened. The stores that are opened later have no other writers. */
let isShared = true

const openBesideWriters = async (): Promise<Persistence> => {
  const { url, store, close } = await openStore()
  if (!isShared) return { ...store, close }
  isShared = false
  const other = await openStore()
  const stops = [
    await startWriter(url),
    await openTransaction(url),
    await startWriter(other.url),
    await openTransaction(other.url),
  ]
  return {
    ...store,
    close: async () => {
      await Promise.all(stops.map((stop) => stop()))
      await close()
      await other.close()
    },
  }
}

describePersistence("PostgreSQL beside writers in the same and in another database", openBesideWriters, {
  timeout: 120_000,
  only: ["outbox", "accountErasure", "stockTaking"],
})
