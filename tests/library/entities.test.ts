import { MikroORM } from "@mikro-orm/postgresql"
import { afterAll, beforeAll, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/index.ts"
import { ShopAccount, ShopOrder, ShopOrderLine, shopEntities } from "../../composition/mikro-orm.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

/** Sells two pieces of soap in a shop whose tables are in the schema. */
const sell = async (schema: string) => {
  await migrate({ url: database.url, schema })
  await using shop = await openShop({ database: { url: database.url, schema }, passwordCost: 4 })
  const soap = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const [product] = await shop.listProducts()
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  if (!mia.ok || product === undefined) throw new Error("the shop is not complete")
  const placed = await shop.placeOrder(mia.value.account, { lines: [{ product: product.id, quantity: 2 }] })
  if (!placed.ok) throw new Error(placed.error._tag)
  return placed.value
}

const openOrm = (entities: ReadonlyArray<typeof ShopOrder | typeof ShopOrderLine | typeof ShopAccount>) =>
  MikroORM.init({
    clientUrl: database.url,
    entities: [...entities],
    schemaGenerator: { ignoreSchema: ["shopwright"], skipTables: [/^shopwright\./] },
  })

it("reads orders in a host's own MikroORM, whose schema generator leaves them alone", async () => {
  const order = await sell("shopwright")
  const orm = await openOrm([ShopAccount, ShopOrder, ShopOrderLine])
  try {
    const em = orm.em.fork()
    const [found] = await em.find(ShopOrder, { status: "created" })
    expect(found).toMatchObject({ id: order.id, account: order.account, createdAt: order.createdAt })
    const [line] = await em.find(ShopOrderLine, { order: order.id })
    expect(line).toMatchObject({ product: order.lines[0]?.product, quantity: 2, price: 300 })
    expect(await em.findOne(ShopAccount, { id: order.account })).toMatchObject({ username: "mia", isAdmin: false })
    expect(await orm.schema.getCreateSchemaSQL()).not.toContain("orders")
    expect(await orm.schema.getUpdateSchemaSQL()).not.toContain("shopwright")
  } finally {
    await orm.close()
  }
})

it("reads the tables of another schema", async () => {
  const order = await sell("other shop")
  const other = shopEntities("other shop")
  const orm = await openOrm([other.ShopOrder])
  try {
    expect(await orm.em.fork().find(other.ShopOrder, {})).toMatchObject([{ id: order.id }])
  } finally {
    await orm.close()
  }
})
