import { afterAll, beforeAll, expect, it } from "vitest"
import { router } from "../../composition/http.ts"
import { AccountId, migrate, openShop } from "../../composition/index.ts"
import { noTokenPairs } from "../../composition/open-token-pairs.ts"
import { ContainerModule, openInMemory, Port, persistenceModule } from "../../composition/ports.ts"
import { type Host, openHost } from "./host.ts"

let host: Host
beforeAll(async () => {
  host = await openHost()
})
afterAll(() => host.close())

it("rejects a host transaction that is none, and one that the store cannot join", async () => {
  await using shop = await openShop({ database: "memory" })
  expect(() => shop.withTransaction(host.orm.em.fork())).toThrow("requires a shop on a PostgreSQL server")
  const database = { pool: host.pool, schema: "another" }
  await migrate(database)
  await using joining = await openShop({ database })
  expect(() => joining.withTransaction(host.orm.em.fork())).toThrow("em.transactional")
  expect(() => joining.withTransaction(host.pool)).toThrow("on which BEGIN was sent")
  const client = await host.pool.connect()
  const page = joining
    .withTransaction(client)
    .pageOrders({ id: AccountId(1), username: null, isAdmin: true }, { limit: 1 })
  await expect(page.finally(() => client.release())).rejects.toThrow("on which BEGIN was sent")
})

it("signs with the binding of a host's module when no secret was given", async () => {
  const database = { pool: host.pool, schema: "signing" }
  await migrate(database)
  await using unsigned = await openShop({ database })
  expect(() => router(unsigned, { dialect: "phone-login" })).toThrow("This shop signs no tokens")
  const pairs = { ...noTokenPairs }
  const modules = [new ContainerModule(({ rebind }) => void rebind(Port.services.pairs).toConstantValue(pairs))]
  await using shop = await openShop({ database, modules })
  expect(router(shop, { dialect: "phone-login" })).toBeTypeOf("function")
  expect(() => router(shop, { dialect: "webstore" })).toThrow("its CSRF tokens are derived from those keys")
})

it("rejects a transaction when a module has replaced the store", async () => {
  const database = { pool: host.pool, schema: "elsewhere" }
  await migrate(database)
  const store = openInMemory()
  await using shop = await openShop({ database, modules: [persistenceModule(store)] })
  const client = await host.pool.connect()
  try {
    expect(() => shop.withTransaction(client)).toThrow('a module of this shop has rebound "identity.accounts"')
  } finally {
    client.release()
  }
})
